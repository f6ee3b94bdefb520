"""The hooks app of the domain."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.hooks"
    label = "hooks"
