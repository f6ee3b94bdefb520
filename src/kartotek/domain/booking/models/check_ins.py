"""Who came through the door, and who did not?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.businesses.models import Location
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned


class CheckIn(BusinessOwned):
    """One attempt at the check-in, admitted or not, with the decision made. An unknown card has no customer."""

    at = models.DateTimeField()
    card_number = models.CharField(max_length=100)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, related_name="check_ins", db_index=False
    )
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_admitted = models.BooleanField()
    decision = models.JSONField(default=dict)
    override_reason = models.TextField(blank=True)
    by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business", "-at", "-id"], name="check_in_by_time"),
            models.Index(fields=["customer", "-at", "-id"], name="check_in_of_customer"),
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk}"
