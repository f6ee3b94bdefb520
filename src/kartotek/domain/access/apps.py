"""The access app of the domain."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.access"
    label = "access"
