"""What was booked, and whose time does it take?"""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from kartotek.domain.booking.models.classes import ClassSession, WaitlistEntry
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class TsTzRange(Func):
    """`tstzrange(starts_at, ends_at, '[)')`."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Booking(BusinessOwned, Versioned):
    """One appointment, or a seat of a class. Its time without buffers; `visit` joins what was booked together (S2)."""

    visit = models.UUIDField()
    session = models.ForeignKey(
        ClassSession, on_delete=models.PROTECT, null=True, related_name="bookings", db_index=False
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="bookings", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    own_minutes = models.PositiveIntegerField(null=True)  # the length that staff gave it, else that of the service
    gap_after_minutes = models.PositiveIntegerField(null=True)  # of the service, when it was booked or moved (S5)
    gap_minutes = models.PositiveIntegerField(null=True)
    resources = ArrayField(models.BigIntegerField(), null=True)  # what it uses (ResourceUse)
    has_own_resources = models.BooleanField(default=False, db_default=False)  # staff named them
    status = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    note = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)
    is_squeezed = models.BooleanField(default=False)
    was_anyone = models.BooleanField(default=False)
    override_reason = models.TextField(blank=True)
    overridden_at = models.DateTimeField(null=True)
    overridden_by = models.CharField(max_length=200, blank=True)
    possible_matches = models.JSONField(default=list)
    proposal = models.JSONField(default=dict)
    extra_fields = models.JSONField(default=list, db_default=[])  # answers, in the words the questions had
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancel_channel = models.CharField(max_length=12, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="booking_in_order"),
            models.UniqueConstraint(
                fields=["session", "customer"],
                name="one_seat_a_person",
                condition=Q(session__isnull=False, status__in=["pending", "confirmed", "arrived"]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["business", "starts_at", "id"], name="booking_by_start"),
            models.Index(fields=["employee", "starts_at"], name="booking_of_employee"),
            models.Index(fields=["customer", "-starts_at"], name="booking_of_customer"),
            models.Index(
                fields=["customer", "ends_at"],
                name="booking_coming",
                condition=Q(status__in=["pending", "confirmed", "arrived"]),
            ),
            models.Index(
                fields=["business", "overridden_at"],
                name="booking_overridden",
                condition=Q(overridden_at__isnull=False),
            ),
            models.Index(
                fields=["business", "customer", "visit"], name="booking_missed", condition=Q(status="no_show")
            ),
            models.Index(
                fields=["service", "customer"],
                name="booking_of_service",
                condition=Q(status__in=["pending", "confirmed", "arrived", "completed"]),
            ),
            models.Index(fields=["session", "id"], name="booking_of_session", condition=Q(session__isnull=False)),
            models.Index(fields=["created_at"], name="booking_online_news", condition=Q(channel="online")),
            models.Index(fields=["closed_at"], name="booking_cancelled_online", condition=Q(cancel_channel="online")),
            models.Index(
                fields=["business", "-id"],
                name="booking_doubtful",
                condition=~Q(proposal={}) | ~Q(possible_matches=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk}, {self.status}"


class Occupancy(BusinessOwned):
    """Time of an employee that is taken, buffers included (joint 4); around the gap of a service two rows.

    The exclusion constraint has the last word on overlaps (S10); a squeezed-in booking is not exclusive (S5).
    A row is at most two days long, so that a search by `ends_at` finds all that meets a period.
    """

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+", db_index=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, related_name="occupancies")
    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, null=True, related_name="+")
    offer = models.ForeignKey(WaitlistEntry, on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_exclusive = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="occupancy_never_overlaps",
                expressions=[
                    (TsTzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("employee", RangeOperators.EQUAL),
                ],
                condition=Q(is_exclusive=True),
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="occupancy_in_order"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["employee", "ends_at"], include=["starts_at", "business"], name="occupancy_by_end")
        ]

    def __str__(self) -> str:
        return f"occupancy of employee {self.employee_id}"
