"""On which facts and rules does a decision about access rest? Shapes only; `queries` fill them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """Where the question is asked: a limit stops online booking, and only warns staff (S5)."""

    ONLINE = "online"
    STAFF = "staff"
    CHECK_IN = "check_in"


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
    """What is asked: which channel, and for what, as far as it is known. Moving a booking is not a new one (S7).

    The category is that of the service, the location that of the employee: what the scope of a ban or rule names (S18).
    """

    channel: Channel = Channel.ONLINE
    service_id: int | None = None
    employee_id: int | None = None
    starts_at: datetime | None = None
    is_within_hours: bool = True
    is_move: bool = False
    category_id: int | None = None
    location_id: int | None = None


@dataclass(frozen=True)
class Scope:
    """What a ban or a rule covers: what lies in every set that is not empty; with none, the whole business (S18)."""

    services: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    employees: frozenset[int] = frozenset()
    locations: frozenset[int] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Whether it covers the whole business."""
        return not (self.services or self.categories or self.employees or self.locations)

    @property
    def asks_who(self) -> bool:
        """Whether it depends on the employee, so that with anyone somebody else may do it."""
        return bool(self.employees or self.locations)

    def covers(self, asked: Question) -> bool:
        """Whether what is asked lies in it; what is not known yet lies nowhere."""
        return (
            (not self.services or asked.service_id in self.services)
            and (not self.categories or asked.category_id in self.categories)
            and (not self.employees or asked.employee_id in self.employees)
            and (not self.locations or asked.location_id in self.locations)
        )


EVERYTHING = Scope()


@dataclass(frozen=True)
class LockFact:
    """A lock that was not lifted; it holds while `starts_at <= now < ends_at` (S26). None: always was, never ends."""

    id: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    label: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)

    def is_active(self, now: datetime) -> bool:
        """Whether it holds at that moment."""
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True)
class TagFact:
    """A tag on the card (S31), and its looks. A banned one stops booking online where its scope says."""

    id: int
    label: str = ""
    is_banned: bool = False
    scope: Scope = EVERYTHING
    messages: Mapping[str, str] = field(default_factory=dict)
    icon: str = "tag"
    color: str = "blue"


@dataclass(frozen=True)
class ExceptionFact:
    """From one local date until and including another, a rule, or all rules about a service, do not hold (S17)."""

    from_on: date
    until_on: date
    rule_id: int | None = None
    service_id: int | None = None

    def is_valid(self, on: date) -> bool:
        """Whether it holds on that local date."""
        return self.from_on <= on <= self.until_on

    def covers(self, rule_id: int, service_id: int | None) -> bool:
        """Whether it speaks of that rule, for that service."""
        return self.rule_id in {None, rule_id} and self.service_id in {None, service_id}


@dataclass(frozen=True)
class When:
    """Whom a rule concerns: any of these tags, none of those, new or not, so many no-shows; all that is said (S32)."""

    has_tags: frozenset[int] = frozenset()
    lacks_tags: frozenset[int] = frozenset()
    is_new: bool | None = None
    no_shows: int | None = None

    @property
    def asks_history(self) -> bool:
        """Whether it looks at past bookings."""
        return self.is_new is not None or self.no_shows is not None


class Effect(StrEnum):
    """What a rule does where it fits (S32)."""

    UNAVAILABLE = "unavailable"
    NEEDS_APPROVAL = "needs_approval"


@dataclass(frozen=True)
class RuleFact:
    """A service rule of the business: whom, where, what (S32), and what she is told."""

    id: int
    when: When = field(default_factory=When)
    scope: Scope = EVERYTHING
    effect: Effect = Effect.UNAVAILABLE
    messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What is known of the customer when the question is asked. Nobody's card: the defaults.

    `coming` may name bookings in any order, one row each; those over by `now` do not count. `is_new`: no visit of hers
    has taken place; `no_shows`: visits she stayed away from. Both are read only where a rule asks for them.
    """

    question: Question = field(default_factory=Question)
    own_limit: Limit | None = None
    tag_limits: tuple[TagLimit, ...] = ()
    coming: tuple[Coming, ...] = ()
    is_proven: bool = False
    customer_id: int | None = None
    locks: tuple[LockFact, ...] = ()
    tags: tuple[TagFact, ...] = ()
    exceptions: tuple[ExceptionFact, ...] = ()
    is_new: bool = True
    no_shows: int = 0


@dataclass(frozen=True)
class Policy:
    """The general rules of a business, and its service rules. Messages are the owner's texts by language."""

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
    rules: tuple[RuleFact, ...] = ()
    lock_review_months: int = 6
    check_in_shows_reason: bool = False

    @property
    def asks_history(self) -> bool:
        """Whether a rule looks at past bookings, which are then read besides."""
        return any(rule.when.asks_history for rule in self.rules)
