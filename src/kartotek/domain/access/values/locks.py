"""Who is locked, why, until when, and which ends does a reason offer? Shapes only (S23 to S30)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypedDict


class LockKind(StrEnum):
    """Where a lock comes from; `legacy` from an old system, word for word (S29)."""

    MANUAL = "manual"
    LEGACY = "legacy"
    AUTOMATIC = "automatic"


class EntryKind(StrEnum):
    """What can happen to a lock."""

    PLACED = "placed"
    EXTENDED = "extended"
    LIFTED = "lifted"
    EXPIRED = "expired"


class ReviewDecision(StrEnum):
    """What somebody decides who looks at an endless lock again."""

    KEEP = "keep"
    SHORTEN = "shorten"
    LIFT = "lift"


@dataclass(frozen=True)
class Days:
    """To the end of today and so many days."""

    count: int


@dataclass(frozen=True)
class Months:
    """To the end of the same day so many months later, or of the last one of a shorter month."""

    count: int


@dataclass(frozen=True)
class On:
    """To the end of a date."""

    date: date


@dataclass(frozen=True)
class Endless:
    """Until somebody lifts it."""


@dataclass(frozen=True)
class AnyDate:
    """What a reason offers: a date of one's choice."""


Ends = Days | Months | On | Endless
OfferedEnd = Days | Months | AnyDate | Endless
StoredEnd = dict[str, int] | Literal["date", "none"]


@dataclass(frozen=True)
class ReasonDetails:
    """A reason for locking, about to be made: its label is for staff alone (S15), the messages for the customer."""

    label: str
    ends: tuple[OfferedEnd, ...]
    messages: Mapping[str, str] = field(default_factory=dict)


class ReasonChanges(TypedDict, total=False):
    """What may change of a reason."""

    label: str
    ends: tuple[OfferedEnd, ...]
    messages: dict[str, str]
    is_archived: bool


@dataclass(frozen=True)
class ReasonItem:
    """A reason from the business's own list (S24)."""

    id: int
    label: str
    ends: tuple[OfferedEnd, ...]
    messages: Mapping[str, str]
    is_archived: bool
    version: int


@dataclass(frozen=True)
class NewLock:
    """A lock about to be placed. `agent`: who stands at a shared front desk (S23)."""

    customer_id: int
    reason_id: int
    ends: Ends
    note: str = ""
    customer_text: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Lifting:
    """Locks about to be lifted: one of a customer's, or all (S28). `was_mistake`: it should never have been placed."""

    customer_id: int
    reason: str
    lock_id: int | None = None
    agent: str = ""
    was_mistake: bool = False


@dataclass(frozen=True)
class Extension:
    """A later end for a lock."""

    lock_id: int
    ends: Ends
    note: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Review:
    """What was decided about an endless lock, and why."""

    lock_id: int
    decision: ReviewDecision
    reason: str
    ends: Ends | None = None
    agent: str = ""
    was_mistake: bool = False


@dataclass(frozen=True)
class LockEntryItem:
    """What happened to a lock, when, by whom. `ends_at`: its end from then on."""

    kind: EntryKind
    at: datetime
    by: str
    agent: str
    note: str
    ends_at: datetime | None


@dataclass(frozen=True)
class ReviewItem:
    """That somebody looked at an endless lock again."""

    at: datetime
    by: str
    decision: ReviewDecision
    reason: str
    ends_at: datetime | None


@dataclass(frozen=True)
class LockItem:
    """A lock with its history. `is_active` holds for the moment it was read at (S26).

    `reason_label` is that of its reason, of a legacy lock the old text. `is_standing`: neither lifted nor over.
    """

    id: int
    customer_id: int
    customer_name: str
    reason_id: int | None
    reason_label: str
    kind: LockKind
    starts_at: datetime | None
    ends_at: datetime | None
    is_active: bool
    is_standing: bool
    placed_at: datetime
    placed_by: str
    agent: str
    note: str
    customer_text: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str
    was_mistake: bool
    looked_at: datetime
    entries: tuple[LockEntryItem, ...]
    reviews: tuple[ReviewItem, ...]
    offered_ends: tuple[OfferedEnd, ...]
    version: int
