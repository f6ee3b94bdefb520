"""What can a program outside be told, and what has become of it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict


class HookEvent(StrEnum):
    """What happened: the `type` of a webhook's body."""

    BOOKING_MADE = "booking.made"
    BOOKING_CONFIRMED = "booking.confirmed"
    BOOKING_MOVED = "booking.moved"
    BOOKING_CANCELLED = "booking.cancelled"
    BOOKING_REJECTED = "booking.rejected"
    BOOKING_ARRIVED = "booking.arrived"
    BOOKING_COMPLETED = "booking.completed"
    BOOKING_NO_SHOW = "booking.no_show"
    BOOKING_REFUSED = "booking.refused"
    CUSTOMER_LOCKED = "customer.locked"
    CUSTOMER_LOCK_EXTENDED = "customer.lock_extended"
    CUSTOMER_UNLOCKED = "customer.unlocked"
    CUSTOMER_LOCK_EXPIRED = "customer.lock_expired"


def hook_event(name: str) -> HookEvent | None:
    """The event of this name, if it is one."""
    return HookEvent(name) if name in set(HookEvent) else None


class DeliveryState(StrEnum):
    """Where a delivery is."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Happening:
    """Something to tell: what, about which object (deliveries about one keep their order), and the facts, fit for JSON.

    The facts hold nothing internal: no tag, no reason, no note (S15).
    """

    event: HookEvent
    about: str
    data: Mapping[str, object]


@dataclass(frozen=True)
class WebhookItem:
    """An address that is told. `secret` is made from the secret of the installation, and stored nowhere."""

    id: int
    url: str
    events: tuple[str, ...]
    is_active: bool
    secret: str
    created_at: datetime
    version: int
    failing_since: datetime | None = None


@dataclass(frozen=True)
class WebhookDetails:
    """A new address, and what it wants to hear."""

    url: str
    events: tuple[str, ...]


class WebhookChanges(TypedDict, total=False):
    """What may change of it."""

    url: str
    events: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True)
class DeliveryItem:
    """One thing told to one address, and how far that got. `status`: the last HTTP status, None without an answer."""

    id: int
    event: str
    about: str
    body: str
    state: str
    created_at: datetime
    due_at: datetime
    attempts: int
    status: int | None
    error: str
    finished_at: datetime | None

    @property
    def public_id(self) -> str:
        """What the receiver knows it by: the same at every attempt."""
        return f"msg_{self.id}"


# After each failed attempt, as the Standard Webhooks recommend; then it has failed.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
