"""Which pages does the booking site have? One line each; all live below `/<slug>/`."""

from django.urls import include, path

STEPS = (
    "services",
    "people",
    "times",
    "class_dates",
    "details",
    "manage",
    "feeds",
    "waiting",
    "sign_in",
    "me",
    "stopping",
)

app_name = "booking"
urlpatterns = [path("", include(f"kartotek.web.booking.{step}.urls")) for step in STEPS]
