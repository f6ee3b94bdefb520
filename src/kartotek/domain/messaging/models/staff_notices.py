"""What should somebody of the staff look at, and who gets it by e-mail?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.businesses.models import Membership
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned


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


class StaffMail(BusinessOwned):
    """What a person of the staff wants told by e-mail; no row: nothing.

    Since when she wants it (null: not at all), so that nothing older is told. `overview_sent_on`: the last day told.
    """

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="+")
    new_bookings_since = models.DateTimeField(null=True)
    cancellations_since = models.DateTimeField(null=True)
    daily_overview = models.BooleanField(default=False)
    overview_sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"staff mail of {self.membership_id}"
