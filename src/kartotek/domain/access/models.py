"""What restricts booking, who proved who they are, and what was refused?"""

from typing import ClassVar

from django.db import models

from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class OnlineBookingSettings(BusinessOwned, Versioned):
    """The general rules of online booking of a business. `max_future_bookings`: null is unlimited (S3)."""

    max_future_bookings = models.PositiveIntegerField(null=True)
    min_notice_minutes = models.PositiveIntegerField(default=60)
    horizon_days = models.PositiveIntegerField(default=90)
    slot_minutes = models.PositiveSmallIntegerField(default=15)
    cancel_notice_minutes = models.PositiveIntegerField(default=1440)
    verify_contact = models.CharField(max_length=12, default="never")
    refusal_texts = models.CharField(max_length=12, default="specific")
    limit_messages = models.JSONField(default=dict)
    blocked_messages = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business"], name="online_booking_settings_once")]

    def __str__(self) -> str:
        return f"online booking of business {self.business_id}"


class Refusal(BusinessOwned):
    """That somebody was refused, with the whole decision as it was made (S19, joint 19)."""

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

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business", "-at", "-id"], name="refusal_by_time"),
            models.Index(fields=["business", "customer", "-at"], name="refusal_of_customer"),
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"


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

    def __str__(self) -> str:
        return f"session of customer {self.customer_id}"
