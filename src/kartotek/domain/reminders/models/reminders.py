"""Of what are staff reminded, and when next?"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class ReminderType(BusinessOwned, Versioned):
    """What reminders of a business are about, in its own words."""

    name = models.CharField(max_length=100)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "name"], name="reminder_type_once", condition=models.Q(archived_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"reminder type {self.pk}"


class Reminder(BusinessOwned, Versioned):
    """A start and a rule (S34 to S37), what it says, and whom it tells. Weekdays count from 0, Monday.

    `due_on`, `due_at`: the next occurrence and the moment at which it fires; null when none is to come. `last_on`: the
    latest date that has fired. `series`: it was that series's date `series_on` until it was changed alone. `undo`:
    the values before the last change. `closes_days` null with `closes_on`: a booking closes it.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="reminders", db_index=False)
    type = models.ForeignKey(ReminderType, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    starts_on = models.DateField()
    minute = models.PositiveSmallIntegerField()
    repeat = models.CharField(max_length=8)
    every = models.PositiveSmallIntegerField(default=1)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    monthly_by = models.CharField(max_length=8, default="date")
    nth = models.SmallIntegerField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    ends_on = models.DateField(null=True)
    channel = models.CharField(max_length=10)
    recipients = models.CharField(max_length=14)
    closes_on = models.CharField(max_length=8, blank=True)
    closes_days = models.PositiveSmallIntegerField(null=True)
    skipped = ArrayField(models.DateField(), default=list)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    last_on = models.DateField(null=True)
    series = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    series_on = models.DateField(null=True)
    undo = models.JSONField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200, blank=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True, due_at__isnull=True)
                | models.Q(due_on__isnull=False, due_at__isnull=False, deleted_at__isnull=True),
                name="reminder_due_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True)
                | models.Q(last_on__isnull=True)
                | models.Q(due_on__gt=models.F("last_on")),
                name="reminder_goes_on",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="reminder_in_order",
            ),
            models.CheckConstraint(condition=models.Q(every__gte=1), name="reminder_every_sane"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="reminder_due", condition=models.Q(due_at__isnull=False)),
            models.Index(
                fields=["business", "due_at", "id"],
                name="reminder_coming",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(fields=["customer", "-id"], name="reminder_of_customer"),
            models.Index(fields=["type"], name="reminder_of_type"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk} about customer {self.customer_id}"
