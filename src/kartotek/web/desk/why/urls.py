"""Where does the question “Why?” live?"""

from django.urls import path

from kartotek.web.desk.why import views

app_name = "why"

urlpatterns = [path("why/", views.index, name="index")]
