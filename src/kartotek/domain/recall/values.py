"""What is a recall plan, who is enrolled in one, and how does that stand?"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypedDict

LONGEST_NAME: Final = 100
MOST_DAYS: Final = 3660
MOST_ATTEMPTS: Final = 5
# Invitations go out in the morning of the business, and each enrolment is looked at then, once a day.
MORNING_MINUTE: Final = 9 * 60


class RecallChannel(StrEnum):
    """How an invitation travels."""

    EMAIL = "email"
    SMS = "sms"


class RecallState(StrEnum):
    """How an enrolment stands on a day."""

    NO_VISIT = "no_visit"
    LATER = "later"
    DUE = "due"
    INVITED = "invited"
    BOOKED = "booked"
    STOPPED = "stopped"
    PAUSED = "paused"


class Stop(StrEnum):
    """What keeps somebody from being invited (S48); the first that holds is named."""

    ARCHIVED = "archived"
    LOCKED = "locked"
    BLOCKED = "blocked"
    OPTED_OUT = "opted_out"
    NO_ADDRESS = "no_address"
    DEAD_ADDRESS = "dead_address"
    SWITCHED_OFF = "switched_off"
    BOOKING = "booking"


# For these a letter can be written, where the plan says so.
BY_LETTER: Final = frozenset({Stop.NO_ADDRESS, Stop.DEAD_ADDRESS})
LETTER: Final = "letter"  # how such an invitation travels


@dataclass(frozen=True)
class Rhythm:
    """When a plan invites: due so many days after the last visit, invited `ahead_days` before, again every `pause_days`
    until there were `attempts`. Whoever came within `tolerance_days` before the due date, for whatever service, has
    come.
    """

    interval_days: int
    ahead_days: int = 14
    tolerance_days: int = 14
    attempts: int = 2
    pause_days: int = 7


@dataclass(frozen=True)
class PlanDetails:
    """A plan about to be saved. Without words of its own it uses the template *recall* of the business. `has_letters`:
    who has no address that works is invited by a letter that staff print.
    """

    name: str
    service_id: int
    interval_days: int
    ahead_days: int = 14
    tolerance_days: int = 14
    attempts: int = 2
    pause_days: int = 7
    channel: str = "email"
    has_letters: bool = False
    subject: str = ""
    body: str = ""


class PlanChanges(TypedDict, total=False):
    """What may change of a plan; its service stays."""

    name: str
    interval_days: int
    ahead_days: int
    tolerance_days: int
    attempts: int
    pause_days: int
    channel: str
    has_letters: bool
    subject: str
    body: str


@dataclass(frozen=True)
class PlanItem:
    """A plan as it is read; `enrolled` counts those who are in it."""

    id: int
    version: int
    name: str
    service_id: int
    service_name: str
    interval_days: int
    ahead_days: int
    tolerance_days: int
    attempts: int
    pause_days: int
    channel: str
    has_letters: bool
    subject: str
    body: str
    is_archived: bool
    enrolled: int = 0


@dataclass(frozen=True)
class Visit:
    """A completed visit, by its local date."""

    on: date
    is_of_service: bool


@dataclass(frozen=True)
class Made:
    """An invitation that was made: after which visit, due when, at which attempt, on which local date."""

    after_on: date
    due_on: date
    attempt: int
    on: date
    at: datetime


@dataclass(frozen=True)
class Situation:
    """What decides about an enrolment: visits in the order of their dates, and what stops it. `booked_at`: when the
    coming booking that was made last was made. `has_letters`: whoever has no address that works gets a letter.
    """

    visits: tuple[Visit, ...] = ()
    made: tuple[Made, ...] = ()
    is_paused: bool = False
    stops: frozenset[Stop] = frozenset()
    booked_at: datetime | None = None
    has_letters: bool = False


@dataclass(frozen=True)
class Invite:
    """What is to be sent today."""

    after_on: date
    due_on: date
    attempt: int


@dataclass(frozen=True)
class Standing:
    """How an enrolment stands: counted from which visit, due when, invited from when on; `attempts` were made since.
    `invite`: what today asks for; with `by_letter` on paper, which staff print.
    """

    state: RecallState
    stop: Stop | None = None
    after_on: date | None = None
    due_on: date | None = None
    invite_on: date | None = None
    attempts: int = 0
    invited_at: datetime | None = None
    invite: Invite | None = None
    by_letter: bool = False


@dataclass(frozen=True)
class InvitationItem:
    """An invitation that was made, and the first booking the customer made after it; None where she made none."""

    id: int
    customer_id: int
    customer_name: str
    on: date
    attempt: int
    channel: str
    booking_id: int | None
    booked_at: datetime | None
    starts_at: datetime | None


@dataclass(frozen=True)
class Outcome:
    """How many invitations of a plan were made, and after how many of them the customer booked."""

    invited: int
    booked: int


@dataclass(frozen=True)
class EnrolmentItem:
    """Somebody in a plan, and how that stands."""

    id: int
    plan_id: int
    plan_name: str
    customer_id: int
    customer_name: str
    is_paused: bool
    standing: Standing


@dataclass(frozen=True)
class Enrolled:
    """What enrolling many came to: those who are new, and those who were there already."""

    new: int
    already: int
