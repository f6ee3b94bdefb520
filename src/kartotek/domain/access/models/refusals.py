"""Who was refused, and why?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned


class Refusal(BusinessOwned):
    """That somebody was refused, with the whole decision as it was made (S19, joint 19).

    `named`: what the rules it speaks of said then, in words, so that it can be read when they have changed.
    """

    at = models.DateTimeField()
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="refusals", db_index=False)
    claimed = models.JSONField(default=dict)
    channel = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, default="booking")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField(null=True)
    decision = models.JSONField()
    message = models.TextField()
    language = models.CharField(max_length=5)
    named = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business", "-at", "-id"], name="refusal_by_time"),
            models.Index(fields=["business", "customer", "-at"], name="refusal_of_customer"),
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"
