"""Which general rules hold?"""

from typing import ClassVar

from django.db import models

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
    lock_review_months = models.PositiveSmallIntegerField(default=6)
    check_in_shows_reason = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business"], name="online_booking_settings_once")]

    def __str__(self) -> str:
        return f"online booking of business {self.business_id}"
