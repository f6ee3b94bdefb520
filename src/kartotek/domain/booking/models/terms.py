"""For whom does a service take another time, or cost something else, than for everybody?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class ServiceTerms(BusinessOwned, Versioned):
    """Length and price of a service for one customer: they override the service's and the employee's (S51)."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    duration_minutes = models.PositiveIntegerField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "service"], name="service_terms_once"),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=False) | models.Q(price__isnull=False),
                name="service_terms_differ",
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=True)
                | models.Q(duration_minutes__gte=1, duration_minutes__lte=1440),
                name="service_terms_duration_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"terms of customer {self.customer_id} for service {self.service_id}"
