"""The address of the link that stops messages."""

from django.urls import path

from kartotek.web.booking.stopping import views

app_name = "stopping"
urlpatterns = [path("stop/<str:token>/", views.index, name="index")]
