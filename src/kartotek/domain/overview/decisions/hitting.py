"""Whom, and which bookings, would a rule, a tag or a general limit hit as it would be? `decide` says it (joint 3).

Everybody of whom the same is known gets the same answer, which is asked for once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import (
    Coming,
    Decision,
    ExceptionFact,
    Facts,
    Limit,
    Policy,
    Question,
    RuleFact,
    Source,
    SourceKind,
    TagFact,
    TagLimit,
    Verdict,
    card_limit,
)

_HITS = frozenset({Verdict.STOPS, Verdict.NEEDS_APPROVAL})
_CONCERNS = _HITS | {Verdict.ELSEWHERE}


@dataclass(frozen=True)
class Thing:
    """What is tried, as it would be: a rule, a tag with its limit, or the general limit; exactly one of them."""

    rule: RuleFact | None = None
    tag: TagFact | None = None
    tag_limit: Limit | None = None
    general: Limit | None = None

    @property
    def source(self) -> Source:
        """Where its reasons come from."""
        if self.rule is not None:
            return Source(SourceKind.RULE, self.rule.id)
        return Source(SourceKind.GENERAL) if self.tag is None else Source(SourceKind.TAG, self.tag.id)

    @property
    def limit(self) -> Limit | None:
        """The limit it sets, if it sets one."""
        return self.general if self.tag is None else self.tag_limit

    @property
    def counts(self) -> bool:
        """Whether it looks at how much a customer has booked already."""
        return self.limit is not None and bool(self.limit.count)

    @property
    def asks_history(self) -> bool:
        """Whether it looks at what became of her bookings."""
        return self.rule is not None and self.rule.when.asks_history

    @property
    def carried(self) -> frozenset[int] | None:
        """Tags of which she must carry one to be hit; None: she may be hit without any."""
        if self.tag is not None:
            return frozenset({self.tag.id})
        return self.rule.when.has_tags or None if self.rule is not None else None

    def policy(self, today: Policy) -> Policy:
        """The general rules with nothing else in them that could be asked about."""
        rules = () if self.rule is None else (self.rule,)
        return replace(today, rules=rules, general_limit=today.general_limit if self.general is None else self.general)


class Known(NamedTuple):
    """What is known of one customer at one moment, as far as the thing looks at it. Many share it."""

    own: int | None
    tags: tuple[int, ...] = ()
    visits: int = 0
    is_new: bool = True
    no_shows: int = 0


@dataclass(frozen=True)
class Trial:
    """The thing under the rules of the business, with the limits that other tags set."""

    thing: Thing
    policy: Policy
    tag_limits: Sequence[TagLimit] = ()

    def concerns(self, known: Known, exceptions: Sequence[ExceptionFact], at: datetime) -> bool:
        """Whether it closes anything to her, whatever she may ask for (S11a)."""
        return self._says(self._decision(known, Question(), exceptions, at), _CONCERNS)

    def hits(self, known: Known, asked: Question, exceptions: Sequence[ExceptionFact], at: datetime) -> bool:
        """Whether it stops what she asks for, or makes it wait for approval."""
        return self._says(self._decision(known, asked, exceptions, at), _HITS)

    def _says(self, decision: Decision, verdicts: frozenset[Verdict]) -> bool:
        source = self.thing.source
        return any(
            check.verdict in verdicts and (check.source.kind, check.source.id) == (source.kind, source.id)
            for check in decision.checks
        )

    def _decision(self, known: Known, asked: Question, exceptions: Sequence[ExceptionFact], at: datetime) -> Decision:
        facts = Facts(
            question=asked,
            own_limit=card_limit(known.own),
            tag_limits=tuple(one for one in self.tag_limits if one.tag_id in known.tags),
            coming=tuple(Coming(at + timedelta(days=1), number) for number in range(known.visits)),
            tags=tuple(self._tag(tag_id) for tag_id in known.tags),
            exceptions=tuple(exceptions),
            is_new=known.is_new,
            no_shows=known.no_shows,
        )
        return decide(facts, self.policy, at)

    def _tag(self, tag_id: int) -> TagFact:
        """The tag that is tried, or one of which only the presence matters."""
        tried = self.thing.tag
        return tried if tried is not None and tried.id == tag_id else TagFact(tag_id)
