"""What do lists show that needs many apps?"""

from dataclasses import dataclass, field
from datetime import datetime

from kartotek.domain.access.values import Decision, State
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.customers.values import CustomerCard, Wanted


@dataclass(frozen=True)
class CustomerQuestion:
    """Which customers a list asks for; without a search they come in the order of `wanted.sort`."""

    search: str = ""
    state: State | None = None
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True)
class CustomerLine:
    """A customer in a list: the card, and whether she can book online."""

    card: CustomerCard
    decision: Decision


@dataclass(frozen=True)
class VisitFacts:
    """How often a customer was here, how often not, and when last."""

    visits: int
    no_shows: int
    last_at: datetime | None


@dataclass(frozen=True)
class DayLine:
    """A booking in the list of a day: what must be known of its customer stands beside it (S52, S11a)."""

    booking: BookingItem
    important_note: str
    state: State
