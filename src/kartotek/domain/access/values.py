"""Which facts does a decision about access rest on, and what does it say? Shapes only; `decisions` fills them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypedDict
from uuid import UUID


class Channel(StrEnum):
    """Where the question is asked: a limit stops online booking, and only warns staff (S5)."""

    ONLINE = "online"
    STAFF = "staff"
    CHECK_IN = "check_in"


class Outcome(StrEnum):
    """The answer. `warned`: staff may go on with a reason (S5)."""

    ALLOWED = "allowed"
    WARNED = "warned"
    REFUSED = "refused"


class State(StrEnum):
    """Access as cards and lists show it (S11a)."""

    OPEN = "open"
    LIMITED = "limited"
    BLOCKED = "blocked"
    LOCKED = "locked"


class ReasonCode(StrEnum):
    """What stands against it, in the order of S11."""

    MAX_ZERO = "max_zero"
    LIMIT_REACHED = "limit_reached"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    OUTSIDE_HOURS = "outside_hours"


class SourceKind(StrEnum):
    """Where a value or a reason comes from, and so where it can be changed."""

    CARD = "card"
    TAG = "tag"
    GENERAL = "general"
    HOURS = "hours"


class VerifyContact(StrEnum):
    """Whether proof of the typed address is demanded before a booking (S22)."""

    NEVER = "never"
    RESTRICTED = "restricted"
    ALWAYS = "always"


class RefusalTexts(StrEnum):
    """Whether a refusal may say that there is a limit or a block (S16)."""

    SPECIFIC = "specific"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Limit:
    """How many coming bookings are allowed; None is unlimited, 0 is blocked (S3, S4)."""

    count: int | None

    @property
    def value(self) -> str | int:
        """As api.md writes it: "unlimited" or the number."""
        return "unlimited" if self.count is None else self.count


UNLIMITED = Limit(None)


def card_limit(stored: int | None) -> Limit | None:
    """The value of a card as its row keeps it: None follows the general setting, -1 is unlimited."""
    if stored is None:
        return None
    return UNLIMITED if stored < 0 else Limit(stored)


@dataclass(frozen=True)
class Source:
    """The card, tag or setting a reason comes from; the id where there are several of the kind."""

    kind: SourceKind
    id: int | None = None


@dataclass(frozen=True)
class TagLimit:
    """What a tag on the card allows (S3)."""

    tag_id: int
    limit: Limit


@dataclass(frozen=True)
class Coming:
    """A booking that counts (S1): when it ends, and the visit it is part of (S2). A key of any kind will do."""

    ends_at: datetime
    visit: UUID | str | int


@dataclass(frozen=True)
class Question:
    """What is asked: which channel, and for what, as far as it is known. Moving a booking is not a new one (S7)."""

    channel: Channel = Channel.ONLINE
    service_id: int | None = None
    employee_id: int | None = None
    starts_at: datetime | None = None
    is_within_hours: bool = True
    is_move: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of the customer when the question is asked. Nobody's card: the defaults.

    `coming` may name bookings in any order, one row each; those over by `now` do not count.
    """

    question: Question = field(default_factory=Question)
    own_limit: Limit | None = None
    tag_limits: tuple[TagLimit, ...] = ()
    coming: tuple[Coming, ...] = ()
    is_proven: bool = False
    customer_id: int | None = None


@dataclass(frozen=True)
class Policy:
    """The general rules of a business: Settings, Online booking. Messages are the owner's texts by language."""

    timezone: str
    general_limit: Limit = UNLIMITED
    min_notice_minutes: int = 60
    horizon_days: int = 90
    slot_minutes: int = 15
    cancel_notice_minutes: int = 1440
    verify_contact: VerifyContact = VerifyContact.NEVER
    refusal_texts: RefusalTexts = RefusalTexts.SPECIFIC
    limit_messages: Mapping[str, str] = field(default_factory=dict)
    blocked_messages: Mapping[str, str] = field(default_factory=dict)
    version: int = 1


@dataclass(frozen=True)
class EffectiveLimit:
    """The limit that holds, and who set it."""

    limit: Limit
    source: Source


@dataclass(frozen=True)
class Reason:
    """One thing that stands against it. `until`: the moment it ends by itself; None is never."""

    code: ReasonCode
    source: Source
    until: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """The answer with everything staff may know of it; what a customer is told is `decisions.public_message`."""

    outcome: Outcome
    state: State
    reasons: tuple[Reason, ...]
    may_book_again_at: datetime | None
    future_bookings: int
    limit: Limit
    limit_source: Source

    @property
    def is_refused(self) -> bool:
        """Whether the answer is no."""
        return self.outcome is Outcome.REFUSED

    @property
    def public_code(self) -> str:
        """The code outsiders see: what concerns the customer has one code for all reasons (S15)."""
        if not self.is_refused:
            return ""
        first = self.reasons[0].code
        return "customer_refused" if first in CUSTOMER_CODES else first.value


CUSTOMER_CODES = frozenset({ReasonCode.MAX_ZERO, ReasonCode.LIMIT_REACHED})


@dataclass(frozen=True)
class Claimed:
    """What a person typed about themselves: the claimed identity of a refusal (S19)."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


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


class RefusalKind(StrEnum):
    """What was refused (S12)."""

    BOOKING = "booking"
    MOVE = "move"


@dataclass(frozen=True)
class RefusalDetails:
    """A refusal about to be written down (S19): the whole decision, and what the person was told."""

    decision: Decision
    question: Question
    message: str
    language: str
    kind: RefusalKind = RefusalKind.BOOKING
    customer_id: int | None = None
    claimed: Claimed = field(default_factory=Claimed)


@dataclass(frozen=True)
class RefusalLine:
    """A refusal as staff read it, with the decision as it was made (joint 19)."""

    id: int
    at: datetime
    customer_id: int | None
    customer_name: str
    claimed: Claimed
    channel: str
    kind: str
    service_id: int | None
    service_name: str
    employee_id: int | None
    employee_name: str
    starts_at: datetime | None
    decision: Decision
    message: str
    language: str


@dataclass(frozen=True)
class RefusalFilter:
    """Which refusals to list: half-open in time, of one customer, with one reason among others."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    customer_id: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Address:
    """Where a code goes: an e-mail address or a phone number (E.164), both in their normal spelling."""

    channel: str
    value: str


@dataclass(frozen=True)
class StartedProof:
    """A proof on its way: what the person sends back with the code."""

    public_id: str
    expires_at: datetime


@dataclass(frozen=True)
class CustomerToken:
    """What proof earns: the token itself, known only now, and how long it works."""

    token: str
    expires_at: datetime


@dataclass(frozen=True)
class CustomerIdentity:
    """A proven person: the address that was proven, and the card it belongs to, if any (S20).

    `language` and `name` are the card's; "" without one.
    """

    session_id: int
    channel: str
    address: str
    customer_id: int | None
    name: str
    language: str
    expires_at: datetime
