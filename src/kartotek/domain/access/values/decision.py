"""What does a decision about access say? Shapes only; `decisions` fill them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from kartotek.domain.access.values.facts import Limit


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

    LOCKED = "locked"
    BANNED_TAG = "banned_tag"
    MAX_ZERO = "max_zero"
    LIMIT_REACHED = "limit_reached"
    SERVICE_RULE = "service_rule"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    OUTSIDE_HOURS = "outside_hours"


class SourceKind(StrEnum):
    """Where a value or a reason comes from, and so where it can be changed."""

    LOCK = "lock"
    CARD = "card"
    TAG = "tag"
    RULE = "rule"
    GENERAL = "general"
    HOURS = "hours"


class Verdict(StrEnum):
    """What one check said. `elsewhere`: it concerns her, not what is asked; `excepted`: an exception beats it (S17)."""

    STOPS = "stops"
    PASSES = "passes"
    NEEDS_APPROVAL = "needs_approval"
    ELSEWHERE = "elsewhere"
    EXCEPTED = "excepted"


@dataclass(frozen=True)
class Source:
    """The lock, tag, card, rule or setting a reason comes from; the id where there are several of the kind.

    `label` is what staff call it: a tag's label, a lock's reason; never shown to customers (S15).
    """

    kind: SourceKind
    id: int | None = None
    label: str = ""


@dataclass(frozen=True)
class EffectiveLimit:
    """The limit that holds, and who set it."""

    limit: Limit
    source: Source


class Check(NamedTuple):
    """One thing that was looked at, and what it said: the trace of a decision has all of them, in the order of S11."""

    code: ReasonCode
    source: Source
    verdict: Verdict
    until: datetime | None = None


@dataclass(frozen=True)
class Reason:
    """One thing that stands against it. `until`: the moment it ends by itself; None is never.

    `messages` are the owner's texts to the customer by language, of a lock, a tag or a rule (S16).
    """

    code: ReasonCode
    source: Source
    until: datetime | None = None
    messages: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


# What concerns the customer, and not the time she asks for.
CUSTOMER_CODES = frozenset(
    {
        ReasonCode.LOCKED,
        ReasonCode.BANNED_TAG,
        ReasonCode.MAX_ZERO,
        ReasonCode.LIMIT_REACHED,
        ReasonCode.SERVICE_RULE,
    }
)


@dataclass(frozen=True)
class Decision:
    """The answer with everything staff may know of it; what a customer is told is `decisions.public_message`.

    `needs_approval`: a rule lets her book only what staff approve (S32). `checks` is the whole trace.
    """

    outcome: Outcome
    state: State
    reasons: tuple[Reason, ...]
    may_book_again_at: datetime | None
    future_bookings: int
    limit: Limit
    limit_source: Source
    needs_approval: bool = False
    checks: tuple[Check, ...] = ()

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
