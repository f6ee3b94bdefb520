"""The catalog app of the domain."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """See the architecture for what belongs here."""

    name = "kartotek.domain.catalog"
    label = "catalog"
