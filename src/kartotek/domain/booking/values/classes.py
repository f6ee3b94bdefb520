"""What is one date of a group class, and how does somebody describe it?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

MOST_DATES = 260  # five years of weeks
LONGEST_MINUTES = 1440  # an occupancy is at most two days long, buffers included


@dataclass(frozen=True, kw_only=True)
class SessionDetails:
    """A date of a class; without an end it lasts as long as its service, without seats it has those of its service."""

    service_id: int
    employee_id: int
    starts_at: datetime
    ends_at: datetime | None = None
    seats: int | None = None


class SessionChanges(TypedDict, total=False):
    """What may be changed of a date; a new start without a new end keeps the length."""

    employee_id: int
    starts_at: datetime
    ends_at: datetime
    seats: int


@dataclass(frozen=True, kw_only=True)
class SessionItem:
    """A date of a class as it is read."""

    id: int
    version: int
    service_id: int
    service_name: str
    service_color: str
    category_id: int | None
    employee_id: int
    employee_name: str
    location_id: int | None
    starts_at: datetime
    ends_at: datetime
    seats: int
    seats_taken: int
    is_in_series: bool
    cancelled_at: datetime | None
    cancelled_by: str
    cancel_reason: str

    @property
    def key(self) -> str:
        """What `?at=` calls it in lists."""
        return f"s{self.id}"

    @property
    def seats_left(self) -> int:
        """How many can still be booked."""
        return self.seats - self.seats_taken

    @property
    def is_full(self) -> bool:
        """Whether nobody else fits in."""
        return self.seats_left <= 0

    @property
    def is_cancelled(self) -> bool:
        """Whether it is not held."""
        return self.cancelled_at is not None

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass(frozen=True)
class SessionFilters:
    """Which dates are asked for; both local dates are included."""

    from_on: date | None = None
    to_on: date | None = None
    service_id: int | None = None
    employee_id: int | None = None
    has_cancelled: bool = False
