"""What was written to whom, and did it go out? The log and the outbox are one table (S43)."""

from typing import ClassVar

from django.db import models

from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned


class Message(BusinessOwned):
    """One message to one address: a row first, then sent by a job. `key`: once per event, recipient, channel."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="messages", db_index=False)
    booking_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=30)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=254)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=500, blank=True)
    body = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=12, default="queued")
    key = models.CharField(max_length=200, unique=True)
    caused_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_ends_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business", "customer", "-id"], name="message_of_customer"),
            models.Index(fields=["due_at"], name="message_due", condition=models.Q(state__in=["queued", "sending"])),
        ]

    def __str__(self) -> str:
        return f"{self.event} by {self.channel}, {self.state}"


class StaffNotice(BusinessOwned):
    """A line in the inbox of the staff: something happened that somebody should look at. `key`: once an event.

    `data` holds what its words need (names, moments, ids as text); the words themselves are made when it is read.
    """

    kind = models.CharField(max_length=30)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=200)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "key"], name="staff_notice_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["business", "-at", "-id"], name="staff_notice_open", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
