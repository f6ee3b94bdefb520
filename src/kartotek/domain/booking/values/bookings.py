"""What is a booking made of, who asks for one, and what came of it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from kartotek.domain.access.values import CustomerIdentity, Decision
from kartotek.domain.booking.values.answers import Answer
from kartotek.domain.catalog.values import Gap
from kartotek.kernel.periods import Period


class Status(StrEnum):
    """What has become of a booking."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


# Only these count for a limit, and hold time (S1).
COMING = (Status.PENDING, Status.CONFIRMED, Status.ARRIVED)


@dataclass(frozen=True)
class Wish:
    """One service at one time; without an employee, with anyone. `own_minutes`: a length that staff gave it.
    `resource_ids`: what staff have it use, in place of what the service needs.
    """

    service_id: int
    starts_at: datetime
    employee_id: int | None = None
    own_minutes: int | None = None
    resource_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Booker:
    """Who somebody says they are, as typed."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    wants_sms: bool | None = None


@dataclass(frozen=True)
class OnlineBooking:
    """What the booking site or the public API asks for: one visit (S2), or with `session_id` a seat of a class.

    `identity` is the proven person, who may leave out `booker`. `language` is that of the answer. `is_vouched`: a proof
    was asked for earlier, when she began to wait.
    """

    wishes: tuple[Wish, ...]
    language: str
    booker: Booker | None = None
    identity: CustomerIdentity | None = None
    note: str = ""
    session_id: int | None = None
    is_vouched: bool = False
    extra_fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffBooking:
    """What staff book for a customer: one visit, or with `session_id` a seat of a class.

    A reason overrides what would only warn (S5).
    """

    customer_id: int
    wishes: tuple[Wish, ...]
    override_reason: str = ""
    is_squeezed: bool = False
    note: str = ""
    internal_note: str = ""
    session_id: int | None = None
    extra_fields: Mapping[str, object] = field(default_factory=dict)


class NoteChanges(TypedDict, total=False):
    """What may be changed of a booking without moving it."""

    note: str
    internal_note: str
    extra_fields: Mapping[str, object]


@dataclass(frozen=True)
class Move:
    """Where a booking goes; without an employee it stays with its own. Staff may change its length and its notes on the
    way. The last two are about a customer who moves.
    """

    booking_id: int
    starts_at: datetime
    employee_id: int | None = None
    override_reason: str = ""
    is_squeezed: bool = False
    duration_minutes: int | None = None
    expected_version: int | None = None
    notes: NoteChanges = field(default_factory=NoteChanges)
    language: str = "en"
    identity: CustomerIdentity | None = None


@dataclass(frozen=True)
class PossibleMatch:
    """A card that may be the booker's own: staff decide (S20)."""

    customer_id: int
    why: str


@dataclass(frozen=True)
class Holder:
    """The card a booking is written on."""

    id: int
    name: str
    number: str


@dataclass(frozen=True)
class Names:
    """The names shown with a booking."""

    service: str
    service_color: str
    employee: str
    customer: str
    customer_number: str


@dataclass(frozen=True)
class Taken:
    """Time of an employee that a customer holds whom the viewer may not know of: when and with whom, not who (S41)."""

    starts_at: datetime
    ends_at: datetime
    employee_name: str


def free_of(starts_at: datetime, gap: Gap | None) -> Period | None:
    """The gap of what starts then, as moments."""
    if gap is None:
        return None
    return Period(starts_at + timedelta(minutes=gap.after_minutes), starts_at + timedelta(minutes=gap.ends))


@dataclass(frozen=True, kw_only=True)
class BookingItem:
    """A booking as it is read. `own_minutes`: the length that staff gave it, None where it is that of the service.
    `gap`: when its employee is free for others.
    """

    id: int
    version: int
    visit: UUID
    session_id: int | None
    status: Status
    channel: str
    service_id: int
    employee_id: int
    customer_id: int
    names: Names
    starts_at: datetime
    ends_at: datetime
    own_minutes: int | None
    gap: Gap | None
    resource_ids: tuple[int, ...]
    has_own_resources: bool
    price: Decimal | None
    currency: str
    note: str
    internal_note: str
    is_squeezed: bool
    was_anyone: bool
    override_reason: str
    possible_matches: tuple[PossibleMatch, ...]
    proposal: Mapping[str, Mapping[str, str]]
    created_at: datetime
    created_by: str
    closed_at: datetime | None
    cancelled_by: str
    cancel_channel: str
    cancel_reason: str
    extra_fields: tuple[Answer, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still holds its time."""
        return self.status in COMING

    @property
    def free(self) -> Period | None:
        """When its employee is free for others meanwhile."""
        return free_of(self.starts_at, self.gap)

    @property
    def service_name(self) -> str:
        """What is done."""
        return self.names.service

    @property
    def service_color(self) -> str:
        """The palette class of the service."""
        return self.names.service_color

    @property
    def employee_name(self) -> str:
        """Who does it."""
        return self.names.employee

    @property
    def customer_name(self) -> str:
        """For whom."""
        return self.names.customer

    @property
    def customer_number(self) -> str:
        """The number of the card."""
        return self.names.customer_number


@dataclass(frozen=True)
class Visit:
    """What was booked together: one appointment or several (S2). `decision`: what staff are told besides (S13)."""

    id: UUID
    bookings: tuple[BookingItem, ...]
    decision: Decision | None = None


@dataclass(frozen=True)
class BookingFilters:
    """Which bookings are asked for; both dates are local and included."""

    from_on: date | None = None
    to_on: date | None = None
    employee_id: int | None = None
    customer_id: int | None = None
    statuses: tuple[Status, ...] = ()
    session_id: int | None = None


@dataclass(frozen=True)
class ManagedBooking:
    """A booking as the holder of its manage link sees it."""

    booking: BookingItem
    may_cancel: bool
    may_move: bool
    cancel_until: datetime
