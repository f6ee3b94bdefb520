"""The address of step 1."""

from django.urls import path

from kartotek.web.booking.services import views

app_name = "services"
urlpatterns = [path("", views.index, name="index")]
