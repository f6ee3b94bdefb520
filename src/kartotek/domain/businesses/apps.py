"""The businesses app of the domain."""

from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.businesses"
    label = "businesses"
