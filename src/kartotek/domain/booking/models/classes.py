"""Which classes are held, and who waits for a place?"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class ClassSession(BusinessOwned, Versioned):
    """One date of a group class. Its seats are counted here, under the row's lock: never more taken than there are.

    `series` joins the dates of a weekly series.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveIntegerField()
    seats_taken = models.PositiveIntegerField(default=0)
    series = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="class_session_in_order"),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("seats")), name="class_session_not_overfull"),
        ]
        indexes: ClassVar = [models.Index(fields=["business", "starts_at", "id"], name="class_session_by_start")]

    def __str__(self) -> str:
        return f"class session {self.pk}"


class WaitlistEntry(BusinessOwned):
    """Somebody who waits for a seat of a session, or for a time of a service on some days (S9).

    `booker` is who she said she is; `customer` the card that was joined, if any. An offer occupies its place until
    `offer_until`; whether it still stands is computed when read.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    booker = models.JSONField(default=dict)
    language = models.CharField(max_length=5)
    session = models.ForeignKey(
        ClassSession, on_delete=models.PROTECT, null=True, related_name="waiting", db_index=False
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="waiting")
    offer_starts_at = models.DateTimeField(null=True)
    offer_employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offer_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="offered")
                | Q(offer_starts_at__isnull=False, offer_employee__isnull=False, offer_until__isnull=False),
                name="waitlist_offer_whole",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["business", "service", "created_at", "id"],
                name="waitlist_in_order",
                condition=Q(state__in=["waiting", "offered"]),
            ),
            models.Index(fields=["offer_until"], name="waitlist_offers", condition=Q(state="offered")),
            models.Index(fields=["session", "id"], name="waitlist_of_session"),
            models.Index(fields=["business", "-id"], name="waitlist_by_age"),
            models.Index(fields=["customer", "-id"], name="waitlist_of_customer"),
        ]

    def __str__(self) -> str:
        return f"waiting list entry {self.pk}, {self.state}"
