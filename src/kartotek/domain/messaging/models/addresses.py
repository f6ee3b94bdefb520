"""Which addresses do not work, and how do we know?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.messaging.models.messages import Message
from kartotek.plumbing.models import BusinessOwned


class Address(BusinessOwned):
    """What is known of an address that gave trouble (S45); no row: nothing is known, and it is written to.

    `state`: ok | unreachable (still written to) | bounced (not any more). `troubles`: moments of delays and full
    mailboxes since the last success, as ISO texts.
    """

    channel = models.CharField(max_length=10)
    value = models.CharField(max_length=254)
    state = models.CharField(max_length=12, default="ok")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    troubles = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "channel", "value"], name="address_once")]

    def __str__(self) -> str:
        return f"{self.value}, {self.state}"


class Bounce(BusinessOwned):
    """A report that a message did not arrive, kept as it came. `digest`: each report counts once."""

    digest = models.CharField(max_length=64)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="bounces", db_index=False)
    address = models.CharField(max_length=254, blank=True)
    kind = models.CharField(max_length=16)
    status = models.CharField(max_length=12, blank=True)
    diagnostic = models.TextField(blank=True)
    raw = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "digest"], name="bounce_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.address}"
