"""The reminders app of the domain."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.reminders"
    label = "reminders"
