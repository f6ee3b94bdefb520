"""The recall app of the domain."""

from django.apps import AppConfig


class RecallConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.recall"
    label = "recall"
