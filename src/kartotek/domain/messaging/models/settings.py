"""Which messages does a business send, and in which words?"""

from typing import ClassVar

from django.db import models

from kartotek.plumbing.models import BusinessOwned, Versioned


class MessageSettings(BusinessOwned, Versioned):
    """What is on. `events` and `services` hold only what differs from the default: an event's name with `email`, `sms`,
    `hours_before`; `services` the same by the id of the service.
    """

    events = models.JSONField(default=dict)
    services = models.JSONField(default=dict)
    grace_seconds = models.PositiveIntegerField(default=180)
    sms_quiet_from = models.TimeField(null=True)
    sms_quiet_to = models.TimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business"], name="message_settings_once")]

    def __str__(self) -> str:
        return f"messages of business {self.business_id}"


class Template(BusinessOwned, Versioned):
    """The words of an event, where the business changed them; the others are in the code."""

    event = models.CharField(max_length=30)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "event", "channel", "language"], name="template_once")
        ]

    def __str__(self) -> str:
        return f"{self.event} by {self.channel} in {self.language}"
