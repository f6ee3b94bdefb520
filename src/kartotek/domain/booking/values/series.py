"""Of what does a series consist: the same appointment every few weeks, and what of it could not be booked?"""

from dataclasses import dataclass
from datetime import date, datetime

from kartotek.domain.booking.values.bookings import BookingItem, StaffBooking
from kartotek.kernel.errors import KartotekError

MOST_WEEKS_APART = 52
MOST_DATES = 104  # two years of weeks


@dataclass(frozen=True)
class Series:
    """The first visit, and every so many weeks the same again at the same time on the wall, until a date (included)."""

    first: StaffBooking
    every_weeks: int
    until_on: date


@dataclass(frozen=True)
class Missed:
    """A date that could not be booked, and why."""

    starts_at: datetime
    error: KartotekError


@dataclass(frozen=True)
class BookedSeries:
    """What was booked, one visit a date (S2), and what was not."""

    bookings: tuple[BookingItem, ...]
    conflicts: tuple[Missed, ...]
