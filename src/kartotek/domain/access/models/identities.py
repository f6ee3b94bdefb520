"""Who proved an address?"""

from django.db import models

from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned


class Proof(BusinessOwned):
    """A code sent to an address, so that a person can prove it is theirs (S20, S22). Only its digest is kept."""

    public_id = models.UUIDField(unique=True)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    code_digest = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"proof {self.public_id}"


class CustomerSession(BusinessOwned):
    """A proven address, for a while: the token of `Authorization: Customer` and of the booking site's cookie."""

    digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=200, blank=True)  # the member of staff who acts as her (S50)

    def __str__(self) -> str:
        return f"session of customer {self.customer_id}"
