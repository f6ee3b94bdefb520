"""Who is locked, why, and until when? (S23 to S30)"""

from typing import ClassVar

from django.db import models

from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class LockReason(BusinessOwned, Versioned):
    """Why somebody may be locked, for staff; which ends it offers, and what the customer is told (S24).

    `ends`: a list of {"days": 5}, {"months": 1}, "date", "none".
    """

    label = models.CharField(max_length=100)
    ends = models.JSONField(default=list)
    messages = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "label"], name="lock_reason_once", condition=models.Q(archived_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"lock reason {self.pk}"


class Lock(BusinessOwned, Versioned):
    """A lock on a card. Whether it is active is computed when read: `starts_at <= now < ends_at`, not lifted (S26).

    `starts_at` null: unknown, of old (S29). `ends_at` null: endless. `expired_at`: its *expired* entry was written.
    `source_key`: where an imported one came from, so that a second import adds nothing.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="locks", db_index=False)
    reason = models.ForeignKey(LockReason, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, default="manual")
    legacy_reason = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    customer_text = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lift_reason = models.TextField(blank=True)
    was_mistake = models.BooleanField(default=False)
    expired_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    source_key = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "source_key"], name="lock_imported_once", condition=~models.Q(source_key="")
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(starts_at__lt=models.F("ends_at")),
                name="lock_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-id"], name="lock_of_customer"),
            models.Index(
                fields=["customer", "ends_at"], name="lock_not_lifted", condition=models.Q(lifted_at__isnull=True)
            ),
            models.Index(
                fields=["business", "ends_at"],
                name="lock_to_expire",
                condition=models.Q(lifted_at__isnull=True, expired_at__isnull=True, ends_at__isnull=False),
            ),
            models.Index(
                fields=["business", "placed_at"],
                name="lock_endless",
                condition=models.Q(lifted_at__isnull=True, ends_at__isnull=True),
            ),
            models.Index(fields=["business", "lifted_at"], name="lock_by_lifting"),
        ]

    def __str__(self) -> str:
        return f"lock {self.pk} of customer {self.customer_id}"


class LockEntry(BusinessOwned):
    """What happened to a lock: placed, extended, lifted, expired; never edited (S28)."""

    lock = models.ForeignKey(Lock, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lock"], name="lock_expires_once", condition=models.Q(kind="expired"))
        ]

    def __str__(self) -> str:
        return f"{self.kind} of lock {self.lock_id}"


class LockReview(BusinessOwned):
    """That somebody looked at an endless lock again: kept, shortened or lifted it, and why."""

    lock = models.ForeignKey(Lock, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=8)
    reason = models.TextField()
    ends_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.decision} lock {self.lock_id}"
