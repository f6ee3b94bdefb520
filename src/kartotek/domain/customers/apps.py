"""The customers app of the domain."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.customers"
    label = "customers"
