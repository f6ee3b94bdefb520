"""The addresses of one booking."""

from django.urls import path

from kartotek.web.booking.manage import views

app_name = "manage"
urlpatterns = [
    path("manage/<str:token>/", views.index, name="index"),
    path("manage/<str:token>/move/", views.move, name="move"),
    path("manage/<str:token>/cancel/", views.cancel, name="cancel"),
    path("manage/<str:token>/appointment.ics", views.calendar_file, name="calendar_file"),
]
