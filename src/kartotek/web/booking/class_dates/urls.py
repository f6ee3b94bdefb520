"""The address of step 3 of a class."""

from django.urls import path

from kartotek.web.booking.class_dates import views

app_name = "class_dates"
urlpatterns = [path("classes/", views.index, name="index")]
