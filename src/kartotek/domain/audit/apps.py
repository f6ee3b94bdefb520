"""The audit app of the domain."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.audit"
    label = "audit"
