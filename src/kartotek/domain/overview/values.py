"""What do lists show that needs many apps?"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from kartotek.domain.access.values import Decision, ReasonCode, State, TagFact
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.booking.values.days import Closing, DayBooking
from kartotek.domain.businesses.values import AreaItem, StaffItem
from kartotek.domain.customers.values import CustomerCard, Wanted
from kartotek.domain.messaging.values.bounces import AddressMark, AddressState


@dataclass(frozen=True)
class Days:
    """Local dates, both included; None is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Traits:
    """What customers may be narrowed down to: when they were here last and come next, whether anything is to come, at
    least how many visits they missed, between which days of any year their birthday lies (331 is the 31st of March; the
    first may be the later one, over New Year), the language they are written to in, a service they come or came for.
    """

    last_visit: Days = Days()
    has_next_visit: bool | None = None
    next_visit: Days = Days()
    no_shows: int | None = None
    birthdays: tuple[int, int] | None = None
    language: str = ""
    service_id: int | None = None


NO_TRAITS = Traits()


@dataclass(frozen=True)
class CustomerQuestion:
    """Which customers a list asks for; without a search they come in the order of `wanted.sort`. `is_bounced`: whether
    their e-mail address is known not to work, None for all.
    """

    search: str = ""
    state: State | None = None
    tag_id: int | None = None
    is_bounced: bool | None = None
    traits: Traits = NO_TRAITS
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True)
class CustomerLine:
    """A customer in a list: the card, whether she can book online, what staff marked her with (S31), and what is known
    of her e-mail address (S45).
    """

    card: CustomerCard
    decision: Decision
    tags: tuple[TagFact, ...] = ()
    email_mark: AddressMark | None = None

    @property
    def is_bounced(self) -> bool:
        """Whether her e-mail address is known not to work (S45)."""
        return self.email_mark is not None and self.email_mark.state is AddressState.BOUNCED


@dataclass(frozen=True)
class AreaLine:
    """An area at its place in the tree, with what belongs to it; `whole` is the name of the one above, or "".

    Archived cards do not count.
    """

    area: AreaItem
    whole: str
    depth: int
    customers: int
    customers_with_parts: int
    locations: int
    inspectors: tuple[StaffItem, ...]


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
    tags: tuple[TagFact, ...] = ()


class CalendarLine(NamedTuple):
    """A booking in the calendar, and what must be known of its customer (S52, S11a); OPEN and no tags where she is not
    to be known.
    """

    booking: DayBooking
    state: State
    tags: tuple[TagFact, ...]


@dataclass(frozen=True)
class CalendarDays:
    """Some local dates of some employees: bookings, classes, and when nobody is at work."""

    lines: tuple[CalendarLine, ...]
    sessions: tuple[SessionItem, ...]
    closings: tuple[Closing, ...]


@dataclass(frozen=True)
class ReasonCount:
    """How many refusals of a month named a reason, and in how many it stood first and gave the public text (S11)."""

    code: ReasonCode
    named: int
    decided: int


@dataclass(frozen=True)
class StaffCount:
    """What one member of staff did in a month: bookings and check-ins in spite of the answer, and locks they placed
    that were lifted as mistaken in that month. "" is nobody known.
    """

    name: str
    booking_overrides: int
    check_in_overrides: int
    mistaken_locks: int


@dataclass(frozen=True)
class Effects:
    """What access decisions came to in one month of the business, of customers the viewer may see."""

    month: date
    refusals: int
    reasons: tuple[ReasonCount, ...]
    staff: tuple[StaffCount, ...]

    @property
    def booking_overrides(self) -> int:
        """All bookings in spite of the answer."""
        return sum(one.booking_overrides for one in self.staff)

    @property
    def check_in_overrides(self) -> int:
        """All check-ins in spite of the answer."""
        return sum(one.check_in_overrides for one in self.staff)

    @property
    def mistaken_locks(self) -> int:
        """All locks that were lifted as mistaken."""
        return sum(one.mistaken_locks for one in self.staff)


@dataclass(frozen=True)
class HitCustomer:
    """A customer whom a thing would hit: how many of her coming bookings, and of those of the last 90 days."""

    customer_id: int
    number: str
    name: str
    coming_bookings: int
    bookings_90_days: int


@dataclass(frozen=True)
class DryRun:
    """Whom a rule, a tag or a limit would hit. `items` are the first of them, those with most to lose first."""

    customers: int
    coming_bookings: int
    bookings_90_days: int
    items: tuple[HitCustomer, ...]
