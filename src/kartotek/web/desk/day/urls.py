"""Where does the list of the day live? It is the first page of the desk."""

from django.urls import path

from kartotek.web.desk.day import views

app_name = "day"

urlpatterns = [path("", views.index, name="index")]
