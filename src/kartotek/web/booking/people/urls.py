"""The address of step 2."""

from django.urls import path

from kartotek.web.booking.people import views

app_name = "people"
urlpatterns = [path("with/", views.index, name="index")]
