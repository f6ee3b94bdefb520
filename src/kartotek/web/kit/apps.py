"""The kit as an installed app, so that its template tags are found."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.web.kit"
    label = "kit"
