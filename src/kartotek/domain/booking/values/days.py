"""What does the calendar show of some days: bookings as columns need them, and when people work?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from kartotek.domain.booking.values.bookings import Status, free_of
from kartotek.domain.catalog.values import Gap
from kartotek.kernel.periods import Period


class DayBooking(NamedTuple):
    """A booking in the calendar. Of a customer out of the viewer's areas only the time is told: `customer_id` is None
    and every text empty (S41). `is_first`: she has no earlier visit.
    """

    id: int
    version: int
    status: Status
    is_online: bool
    is_squeezed: bool
    has_note: bool
    is_first: bool
    service_id: int
    service_name: str
    service_color: str
    employee_id: int
    starts_at: datetime
    ends_at: datetime
    customer_id: int | None
    customer_name: str
    important_note: str
    own_limit: int | None
    gap_after_minutes: int | None
    gap_minutes: int | None

    @property
    def free(self) -> Period | None:
        """When its employee is free for others meanwhile (S5)."""
        if self.gap_after_minutes is None or self.gap_minutes is None:
            return None
        return free_of(self.starts_at, Gap(self.gap_after_minutes, self.gap_minutes))


class Closing(NamedTuple):
    """A stretch in which an employee does not work."""

    employee_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class DayLoad:
    """How much of the working time of one date is taken, in minutes."""

    on: date
    open_minutes: int
    taken_minutes: int


@dataclass(frozen=True)
class News:
    """Whether some days have changed since a mark, and the mark of now, which the next question brings along."""

    is_changed: bool
    mark: str
