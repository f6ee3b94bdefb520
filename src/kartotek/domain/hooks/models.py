"""Who is told, and what is still to be told? The business is a value: this app lies below that of businesses."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kartotek.plumbing.models import Versioned


class Webhook(Versioned):
    """An address outside that is told of events. Its secret is derived from `id` and `rotation`, and not stored."""

    business_id = models.BigIntegerField()
    url = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40))
    rotation = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    deleted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business_id", "id"], name="webhook_of_business", condition=models.Q(deleted_at=None))
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk}"


class Delivery(models.Model):
    """One thing to tell one address. What is about the same object is told in the order in which it happened."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    event = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    body = models.TextField()
    state = models.CharField(max_length=12, default="queued")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_ends_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["webhook", "-id"], name="delivery_of_webhook"),
            models.Index(
                fields=["due_at", "id"], name="delivery_due", condition=models.Q(state__in=["queued", "sending"])
            ),
            models.Index(
                fields=["webhook", "about", "id"],
                name="delivery_in_order",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} of {self.about}, {self.state}"
