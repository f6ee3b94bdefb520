"""What did the things a decision speaks of say at that moment? Kept with a refusal, so that it is told unchanged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from kartotek.domain.access.values.decision import Check
from kartotek.domain.access.values.facts import EVERYTHING, Effect, Limit, Scope, When


class Remedy(StrEnum):
    """Where what a check said can be changed; the faces lead there whoever may."""

    UNLOCK = "unlock"
    TAGS = "tags"
    MAX = "max"
    EXCEPTION = "exception"
    RULE = "rule"
    SETTINGS = "settings"
    HOURS = "hours"


@dataclass(frozen=True)
class NamedLock:
    """A lock as it stood: who placed it, when, until when. `agent`: who stood at the front desk (S23)."""

    placed_at: datetime
    placed_by: str = ""
    agent: str = ""
    is_legacy: bool = False


@dataclass(frozen=True)
class NamedTag:
    """A tag as it was called, and what its ban covered."""

    label: str
    scope: Scope = EVERYTHING


@dataclass(frozen=True)
class NamedRule:
    """A service rule as it read: whom, where, what (S32)."""

    when: When = field(default_factory=When)
    scope: Scope = EVERYTHING
    effect: Effect = Effect.UNAVAILABLE


@dataclass(frozen=True)
class NamedException:
    """An exception on the card: from which rule or about which service, until when, by whom (S17)."""

    from_on: date
    until_on: date
    by: str = ""
    rule_id: int | None = None
    service_id: int | None = None

    def holds(self, on: date, rule_id: int, service_id: int | None) -> bool:
        """Whether it beats the rule on that local date, for that service or for all the rule speaks of."""
        is_about = self.rule_id in {None, rule_id} and (service_id is None or self.service_id in {None, service_id})
        return is_about and self.from_on <= on <= self.until_on


@dataclass(frozen=True)
class NamedLimit:
    """Who gave the card a limit of its own, when and why."""

    set_by: str = ""
    set_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Named:
    """Everything a decision speaks of, by id. `places`: names of what scopes name, by key of a scope and id.

    `general_limit` is None where it is not known: a refusal of before names were kept.
    """

    locks: Mapping[int, NamedLock] = field(default_factory=dict)
    tags: Mapping[int, NamedTag] = field(default_factory=dict)
    rules: Mapping[int, NamedRule] = field(default_factory=dict)
    exceptions: tuple[NamedException, ...] = ()
    places: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    own_limit: NamedLimit = field(default_factory=NamedLimit)
    general_limit: Limit | None = None


class TraceLine(NamedTuple):
    """One check in words: what was looked at, what it said, and where that can be changed."""

    check: Check
    text: str
    remedies: tuple[Remedy, ...] = ()


class Scene(NamedTuple):
    """Where and when the question was asked, and for which service."""

    timezone: str
    at: datetime
    service_id: int | None = None
