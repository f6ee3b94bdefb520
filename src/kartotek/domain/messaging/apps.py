"""The messaging app of the domain."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.messaging"
    label = "messaging"
