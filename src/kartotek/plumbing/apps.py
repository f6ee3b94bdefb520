"""Plumbing as an installed app: its tables are idempotency keys, rate buckets and heartbeats."""

from django.apps import AppConfig


class PlumbingConfig(AppConfig):
    """Business-blind machinery."""

    name = "kartotek.plumbing"
    label = "plumbing"
