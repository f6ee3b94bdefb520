"""Which service rules hold, and for whom not? (S17, S32)"""

from typing import ClassVar

from django.db import models

from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class ServiceRule(BusinessOwned, Versioned):
    """When, where, then (S32). `when` and `where` as api.md has them, ids as numbers; {} is whoever, wherever.

    An archived rule is out of the list; `is_in_force` says whether it still holds for those it held for (S33).
    """

    when = models.JSONField(default=dict)
    where = models.JSONField(default=dict)
    then = models.CharField(max_length=16, default="unavailable")
    messages = models.JSONField(default=dict)
    is_in_force = models.BooleanField(default=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business", "id"], name="rule_in_force", condition=models.Q(is_in_force=True))
        ]

    def __str__(self) -> str:
        return f"rule {self.pk}"


class RuleException(BusinessOwned):
    """That a rule, or all rules about a service, do not hold for a customer on these local dates, both included."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="rule_exceptions", db_index=False)
    rule = models.ForeignKey(ServiceRule, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(from_on__lte=models.F("until_on")), name="exception_in_order"),
            models.CheckConstraint(
                condition=models.Q(rule__isnull=False) | models.Q(service__isnull=False), name="exception_of_something"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "id"], name="exception_of_customer")]

    def __str__(self) -> str:
        return f"exception {self.pk} of customer {self.customer_id}"
