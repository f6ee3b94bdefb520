"""What can be changed of the general rules, and what does access need to know of a business?"""

from typing import Protocol, TypedDict


class SettingsChanges(TypedDict, total=False):
    """What can be changed under Settings, Online booking; names of api.md."""

    max_future_bookings: str | int
    min_notice_minutes: int
    horizon_days: int
    slot_minutes: int
    cancel_notice_minutes: int
    verify_contact: str
    refusal_texts: str
    limit_messages: dict[str, str]
    blocked_messages: dict[str, str]
    lock_review_months: int
    check_in_shows_reason: bool


class BusinessFacts(Protocol):
    """What access needs to know of a business."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """As customers know it."""

    @property
    def timezone(self) -> str:
        """Where its days begin."""

    @property
    def country(self) -> str:
        """The default region of phone numbers."""
