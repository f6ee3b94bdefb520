"""What are a service rule (S32) and an exception from one (S17) made of, as people write and read them? Shapes only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypedDict

from kartotek.domain.access.values.facts import EVERYTHING, Effect, ExceptionFact, RuleFact, Scope, When

MOST_NO_SHOWS: Final = 999
LONGEST_REASON: Final = 1000


@dataclass(frozen=True)
class RuleDetails:
    """When, where, then, and what she is told. The effect is as it was sent: `decisions.ruling` says what is wrong."""

    when: When = field(default_factory=When)
    where: Scope = EVERYTHING
    then: str = Effect.UNAVAILABLE.value
    messages: Mapping[str, str] = field(default_factory=dict)


class RuleChanges(TypedDict, total=False):
    """What may be changed of a rule; each part is replaced as a whole."""

    when: When
    where: Scope
    then: str
    messages: Mapping[str, str]


@dataclass(frozen=True)
class RuleItem:
    """A rule as it is stored; archived, it may still be in force (S33)."""

    id: int
    version: int
    details: RuleDetails
    is_in_force: bool
    is_archived: bool

    @property
    def fact(self) -> RuleFact:
        """As decisions look at it."""
        return rule_fact_of(self.details, self.id)


@dataclass(frozen=True)
class RuleTag:
    """A tag that a rule may look at, as staff call it."""

    id: int
    label: str
    is_archived: bool


def rule_fact_of(details: RuleDetails, rule_id: int = 0) -> RuleFact:
    """A rule as it would be, for those who decide; 0 is one that is not stored yet."""
    return RuleFact(rule_id, details.when, details.where, Effect(details.then), details.messages)


@dataclass(frozen=True)
class ExceptionDetails:
    """From one local date until and including another, a rule, or all rules about a service, do not hold (S17)."""

    from_on: date
    until_on: date
    reason: str = ""
    rule_id: int | None = None
    service_id: int | None = None


@dataclass(frozen=True)
class ExceptionItem:
    """An exception of a card; removed ones are kept as history."""

    id: int
    customer_id: int
    details: ExceptionDetails
    service_name: str
    created_at: datetime
    created_by: str
    removed_at: datetime | None
    removed_by: str

    def is_valid(self, on: date) -> bool:
        """Whether it holds on that local date."""
        return self.removed_at is None and ExceptionFact(self.details.from_on, self.details.until_on).is_valid(on)
