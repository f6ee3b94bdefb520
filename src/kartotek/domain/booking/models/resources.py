"""Which rooms and equipment are in use?"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kartotek.domain.booking.models.bookings import Booking
from kartotek.domain.booking.models.classes import WaitlistEntry
from kartotek.domain.catalog.models import Resource
from kartotek.plumbing.models import BusinessOwned


class ResourceUse(BusinessOwned):
    """That a booking, or an offer of the waiting list, uses a resource, buffers included. At most two days long."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+", db_index=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, related_name="+")
    offer = models.ForeignKey(WaitlistEntry, on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="resource_use_in_order")
        ]
        indexes: ClassVar = [
            models.Index(fields=["resource", "ends_at"], include=["starts_at", "business"], name="resource_use_by_end")
        ]

    def __str__(self) -> str:
        return f"use of resource {self.resource_id}"
