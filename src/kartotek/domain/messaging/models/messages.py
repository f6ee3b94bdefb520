"""What was written to whom, and did it go out? The log and the outbox are one table (S43)."""

from typing import ClassVar

from django.db import models

from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned


class Message(BusinessOwned):
    """One message to one address: a row first, then sent by a job. `key`: once per event, recipient, channel.

    `booking_id` and `visit` are values: the app of bookings lies above. `attachments`: name, media_type and content of
    each. `remote_id`: what the provider calls it. `expires_at`: from then on it would help nobody.

    On its way: `claimed_by` is the worker that has it, `lease_ends_at` until when, `handed_over_at` since when it may
    have arrived; `trying_since` is the first attempt that did not get through.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="messages", db_index=False)
    booking_id = models.BigIntegerField(null=True)
    visit = models.UUIDField(null=True)
    event = models.CharField(max_length=30)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=254)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=500, blank=True)
    body = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
    state = models.CharField(max_length=12, default="queued")
    key = models.CharField(max_length=200, unique=True)
    caused_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    lease_ends_at = models.DateTimeField(null=True)
    claimed_by = models.IntegerField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    trying_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    remote_id = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            # Not by number alone: the planner would read the newest of everybody's by the primary key instead.
            models.Index(fields=["business", "customer", "-created_at", "-id"], name="message_of_customer"),
            models.Index(fields=["due_at", "id"], name="message_due", condition=models.Q(state="queued")),
            models.Index(
                fields=["due_at", "id"],
                name="message_due_first",
                condition=models.Q(state="queued", event__in=["proof_code", "sign_in_code"]),
            ),
            models.Index(fields=["lease_ends_at"], name="message_sending", condition=models.Q(state="sending")),
            models.Index(fields=["visit"], name="message_waiting", condition=models.Q(state="queued")),
            models.Index(fields=["customer", "due_at"], name="message_coming", condition=models.Q(state="queued")),
            models.Index(fields=["booking_id", "id"], name="message_of_booking", condition=~models.Q(booking_id=None)),
            models.Index(fields=["business", "channel", "to", "-id"], name="message_to_address"),
            models.Index(fields=["remote_id"], name="message_at_provider", condition=~models.Q(remote_id="")),
            models.Index(fields=["business", "-id"], name="message_of_business"),
            models.Index(
                fields=["business", "-id"],
                name="message_waits_here",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["customer", "-id"], name="message_card", condition=models.Q(event="appointment_card")),
            models.Index(
                fields=["business", "-id"],
                name="message_in_trouble",
                condition=models.Q(state__in=["failed", "unknown", "bounced"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} by {self.channel}, {self.state}"
