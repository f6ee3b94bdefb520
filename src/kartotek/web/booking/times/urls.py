"""The address of step 3."""

from django.urls import path

from kartotek.web.booking.times import views

app_name = "times"
urlpatterns = [path("when/", views.index, name="index")]
