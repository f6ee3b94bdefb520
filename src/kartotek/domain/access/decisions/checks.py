"""What is looked at before the answer? Each check looks at the facts alone and says what it found, passed or not.

`_CHECKS` holds them in the order of S11; all are always made, and none is ever cut short.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kartotek.domain.access.values import (
    Check,
    Coming,
    Effect,
    EffectiveLimit,
    ExceptionFact,
    Facts,
    Limit,
    Policy,
    ReasonCode,
    RuleFact,
    Source,
    SourceKind,
    TagLimit,
    Verdict,
    When,
)
from kartotek.kernel.periods import local_date, opening_instant

_LOCK, _CARD, _TAG = Source(SourceKind.LOCK), Source(SourceKind.CARD), Source(SourceKind.TAG)
_RULE, _GENERAL, _HOURS = Source(SourceKind.RULE), Source(SourceKind.GENERAL), Source(SourceKind.HOURS)


class Finding(NamedTuple):
    """What a check found, and the owner's texts to the customer that go with it (S16)."""

    check: Check
    messages: Mapping[str, str] = {}


def all_findings(facts: Facts, policy: Policy, now: datetime) -> list[Finding]:
    """Every check, in the order of S11."""
    return [finding for check in _CHECKS for finding in check(facts, policy, now)]


def effective_limit(own: Limit | None, tags: Sequence[TagLimit], general: Limit) -> EffectiveLimit:
    """The limit that holds: the card's, else the lowest of the tags, else the general one (S3)."""
    if own is not None:
        return EffectiveLimit(own, _CARD)
    if tags:
        lowest = min(tags, key=lambda tag: (tag.limit.count is None, tag.limit.count or 0, tag.tag_id))
        return EffectiveLimit(lowest.limit, Source(SourceKind.TAG, lowest.tag_id))
    return EffectiveLimit(general, _GENERAL)


def visit_ends(coming: Iterable[Coming], now: datetime) -> tuple[datetime, ...]:
    """When each coming visit ends, earliest first: bookings of one visit are one, until the last is over (S1, S2)."""
    ends: dict[object, datetime] = {}
    for booking in coming:
        ends[booking.visit] = max(booking.ends_at, ends.get(booking.visit, booking.ends_at))
    return tuple(sorted(end for end in ends.values() if end > now))


def is_locked(facts: Facts, now: datetime) -> bool:
    """Whether a lock is active (S26)."""
    return any(lock.is_active(now) for lock in facts.locks)


def is_banned_everywhere(facts: Facts) -> bool:
    """Whether a ban tag covers the whole business."""
    return any(tag.is_banned and tag.scope.is_everything for tag in facts.tags)


def closes_something(facts: Facts, policy: Policy, now: datetime) -> bool:
    """Whether a ban or a rule closes at least one service to her (S11a), whatever is asked."""
    return any(tag.is_banned for tag in facts.tags) or bool(closing_rules(facts, policy, now))


def closing_rules(facts: Facts, policy: Policy, now: datetime) -> tuple[RuleFact, ...]:
    """The rules that make something unavailable to her and are not wholly excepted now."""
    if not policy.rules:
        return ()
    on = local_date(now, ZoneInfo(policy.timezone))
    return tuple(
        rule
        for rule in policy.rules
        if rule.effect is Effect.UNAVAILABLE and fits(rule.when, facts) and not _is_lifted(rule, facts.exceptions, on)
    )


def fits(when: When, facts: Facts) -> bool:
    """Whether the customer is one whom a rule concerns: everything that is said must be so (S32)."""
    tags = {tag.id for tag in facts.tags}
    return (
        (not when.has_tags or not when.has_tags.isdisjoint(tags))
        and when.lacks_tags.isdisjoint(tags)
        and when.is_new in {None, facts.is_new}
        and (when.no_shows is None or facts.no_shows >= when.no_shows)
    )


def _is_lifted(rule: RuleFact, exceptions: Iterable[ExceptionFact], on: date) -> bool:
    """Whether exceptions leave nothing of the rule on that date."""
    valid = [one for one in exceptions if one.is_valid(on) and one.rule_id in {None, rule.id}]
    services = {one.service_id for one in valid}
    return None in services or bool(rule.scope.services and rule.scope.services <= services)


# ---- the checks, in the order of S11 -----------------------------------------------------------------------------


def _locks(facts: Facts, _policy: Policy, now: datetime) -> Iterator[Finding]:
    """Active locks stop everything, each until its end (S13, S26)."""
    active = sorted((lock for lock in facts.locks if lock.is_active(now)), key=lambda lock: lock.id)
    if not active:
        yield Finding(Check(ReasonCode.LOCKED, _LOCK, Verdict.PASSES))
    for lock in active:
        source = Source(SourceKind.LOCK, lock.id, lock.label)
        yield Finding(Check(ReasonCode.LOCKED, source, Verdict.STOPS, lock.ends_at), lock.messages)


def _bans(facts: Facts, _policy: Policy, _now: datetime) -> Iterator[Finding]:
    """Ban tags stop what lies in their scope (S18)."""
    banned = sorted((tag for tag in facts.tags if tag.is_banned), key=lambda tag: tag.id)
    if not banned:
        yield Finding(Check(ReasonCode.BANNED_TAG, _TAG, Verdict.PASSES))
    for tag in banned:
        verdict = Verdict.STOPS if tag.scope.covers(facts.question) else Verdict.ELSEWHERE
        yield Finding(Check(ReasonCode.BANNED_TAG, Source(SourceKind.TAG, tag.id, tag.label), verdict), tag.messages)


def _limit(facts: Facts, policy: Policy, now: datetime) -> Iterator[Finding]:
    """Max bookings: 0 stops everything, a number stops what would be new (S4, S7, S8)."""
    holds = effective_limit(facts.own_limit, facts.tag_limits, policy.general_limit)
    most = holds.limit.count
    if most == 0:
        yield Finding(Check(ReasonCode.MAX_ZERO, holds.source, Verdict.STOPS))
        return
    ends = visit_ends(facts.coming, now)
    if most is None or len(ends) < most or facts.question.is_move:
        yield Finding(Check(ReasonCode.LIMIT_REACHED, holds.source, Verdict.PASSES))
    else:
        yield Finding(Check(ReasonCode.LIMIT_REACHED, holds.source, Verdict.STOPS, ends[len(ends) - most]))


def _rules(facts: Facts, policy: Policy, now: datetime) -> Iterator[Finding]:
    """Service rules, in the order in which they were made (S32)."""
    if not policy.rules:
        yield Finding(Check(ReasonCode.SERVICE_RULE, _RULE, Verdict.PASSES))
        return
    on = local_date(now, ZoneInfo(policy.timezone))
    for rule in policy.rules:
        verdict = _verdict(rule, facts, on)
        until = _excepted_from(rule, facts, policy, on) if verdict is Verdict.STOPS else None
        source = Source(SourceKind.RULE, rule.id)
        yield Finding(Check(ReasonCode.SERVICE_RULE, source, verdict, until), rule.messages)


def _verdict(rule: RuleFact, facts: Facts, on: date) -> Verdict:
    asked = facts.question
    if not fits(rule.when, facts):
        return Verdict.PASSES
    if not rule.scope.covers(asked):
        return Verdict.EXCEPTED if _is_lifted(rule, facts.exceptions, on) else Verdict.ELSEWHERE
    if any(one.is_valid(on) and one.covers(rule.id, asked.service_id) for one in facts.exceptions):
        return Verdict.EXCEPTED
    return Verdict.STOPS if rule.effect is Effect.UNAVAILABLE else Verdict.NEEDS_APPROVAL


def _excepted_from(rule: RuleFact, facts: Facts, policy: Policy, on: date) -> datetime | None:
    """When the next exception from the rule begins, for what is asked; a rule ends by itself in no other way."""
    service = facts.question.service_id
    coming = [one.from_on for one in facts.exceptions if one.from_on > on and one.covers(rule.id, service)]
    return opening_instant(min(coming), 0, ZoneInfo(policy.timezone)) if coming else None


def _notice(facts: Facts, policy: Policy, now: datetime) -> Iterator[Finding]:
    """The start is in the past or nearer than the notice; later it is nearer still."""
    starts_at = facts.question.starts_at
    if starts_at is None:
        return
    is_near = starts_at < now + timedelta(minutes=policy.min_notice_minutes)
    yield Finding(Check(ReasonCode.TOO_SOON, _GENERAL, Verdict.STOPS if is_near else Verdict.PASSES))


def _horizon(facts: Facts, policy: Policy, now: datetime) -> Iterator[Finding]:
    """The start's local date lies beyond the horizon, until local midnight moves the horizon to it."""
    if facts.question.starts_at is None:
        return
    zone = ZoneInfo(policy.timezone)
    opens_on = local_date(facts.question.starts_at, zone) - timedelta(days=policy.horizon_days)
    if local_date(now, zone) < opens_on:
        yield Finding(Check(ReasonCode.TOO_LATE, _GENERAL, Verdict.STOPS, opening_instant(opens_on, 0, zone)))
    else:
        yield Finding(Check(ReasonCode.TOO_LATE, _GENERAL, Verdict.PASSES))


def _hours(facts: Facts, _policy: Policy, _now: datetime) -> Iterator[Finding]:
    """The interval does not lie within opening hours: booking knows, and says so in the question."""
    if facts.question.starts_at is not None or not facts.question.is_within_hours:
        verdict = Verdict.PASSES if facts.question.is_within_hours else Verdict.STOPS
        yield Finding(Check(ReasonCode.OUTSIDE_HOURS, _HOURS, verdict))


_CHECKS: tuple[Callable[[Facts, Policy, datetime], Iterator[Finding]], ...] = (
    _locks,
    _bans,
    _limit,
    _rules,
    _notice,
    _horizon,
    _hours,
)
