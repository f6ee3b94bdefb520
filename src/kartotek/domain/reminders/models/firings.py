"""What has fired, who was told by which channel, and what became of it?"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kartotek.domain.businesses.models import Membership
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders.models.reminders import Reminder
from kartotek.plumbing.models import BusinessOwned


class Firing(BusinessOwned):
    """One occurrence that fired, in the words it had then (S36: a change changes the future only).

    `closes_on` not empty: it may close by itself; that is computed when read, and `closed_at` is written down by the
    minute tick (joint 6); `closed_by` is also `staff`, when everybody who was told is done with it.
    """

    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, related_name="firings", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    missed = ArrayField(models.DateField(), default=list)
    note = models.CharField(max_length=14, blank=True)
    closes_on = models.CharField(max_length=8, blank=True)
    closes_days = models.PositiveSmallIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["reminder", "on"], name="firing_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["customer"],
                name="firing_to_close",
                condition=models.Q(closed_at__isnull=True) & ~models.Q(closes_on=""),
            )
        ]

    def __str__(self) -> str:
        return f"firing {self.pk} of reminder {self.reminder_id}"


class Delivery(BusinessOwned):
    """One firing, one recipient, one channel: never twice (S38). Channel `system` is the item in her inbox; what became
    of the others stands with their messages, whose key follows from it, or in `error` if there could be none.
    """

    firing = models.ForeignKey(Firing, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=6)
    error = models.CharField(max_length=200, blank=True)
    snoozed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firing", "member", "channel"], name="reminder_delivery_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["member", "-id"], name="inbox_open", condition=models.Q(channel="system", done_at__isnull=True)
            ),
            models.Index(fields=["member", "-id"], name="inbox_of_member", condition=models.Q(channel="system")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of firing {self.firing_id} to member {self.member_id}"
