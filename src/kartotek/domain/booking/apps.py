"""The booking app of the domain."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.booking"
    label = "booking"
