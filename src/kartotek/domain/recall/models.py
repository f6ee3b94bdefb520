"""Which plans invite customers back, who is in them, and who was invited?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class RecallPlan(BusinessOwned, Versioned):
    """When customers of a service are invited back, and by which words; without any, by the template *recall*."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    interval_days = models.PositiveSmallIntegerField()
    ahead_days = models.PositiveSmallIntegerField()
    tolerance_days = models.PositiveSmallIntegerField()
    attempts = models.PositiveSmallIntegerField()
    pause_days = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10)
    has_letters = models.BooleanField(default=False)
    subject = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "name"], name="recall_plan_once", condition=models.Q(archived_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=models.Q(interval_days__gt=models.F("ahead_days"))
                & models.Q(interval_days__gt=models.F("tolerance_days")),
                name="recall_plan_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"recall plan {self.pk}"


class Enrolment(BusinessOwned, Versioned):
    """That a customer is in a plan. `check_at`: when it is looked at next; null when she was taken out, and then the
    row stays, so that nobody who comes back is invited twice to the same visit.
    """

    plan = models.ForeignKey(RecallPlan, on_delete=models.PROTECT, related_name="enrolments", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    check_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "customer"], name="enrolment_once"),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, check_at__isnull=False)
                | models.Q(removed_at__isnull=False, check_at__isnull=True),
                name="enrolment_looked_at",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["check_at", "id"], name="enrolment_to_look_at", condition=~models.Q(check_at=None)),
            models.Index(fields=["customer", "plan"], name="enrolment_of_customer"),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id} in recall plan {self.plan_id}"


class Invitation(BusinessOwned):
    """That somebody was invited: due on a date, counted from a visit, at which attempt."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="invitations", db_index=False)
    after_on = models.DateField()
    due_on = models.DateField()
    attempt = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "due_on", "attempt"], name="invitation_once"),
            models.UniqueConstraint(fields=["enrolment", "after_on", "attempt"], name="invitation_once_a_visit"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.attempt} of enrolment {self.enrolment_id}"


class RecallSettings(BusinessOwned):
    """Whether cards with no active recall carry a mark; no row: they do not."""

    is_marking = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business"], name="recall_settings_once")]

    def __str__(self) -> str:
        return f"recall of business {self.business_id}"
