"""The overview app of the domain."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.overview"
    label = "overview"
