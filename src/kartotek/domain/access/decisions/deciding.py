"""May this customer book? Facts, policy and the time in; every reason and one answer out.

The only place that answers "may she?" (S11). Each check looks at the facts alone and yields its reasons; `_CHECKS`
holds them in the order of S11, and none is ever cut short. docs/algorithms/limits.md tells it in prose.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.access.values import (
    Channel,
    Coming,
    Decision,
    EffectiveLimit,
    Facts,
    Limit,
    Outcome,
    Policy,
    Reason,
    ReasonCode,
    Source,
    SourceKind,
    State,
    TagLimit,
)

_CARD, _GENERAL, _HOURS = Source(SourceKind.CARD), Source(SourceKind.GENERAL), Source(SourceKind.HOURS)
_HARDNESS = (Outcome.ALLOWED, Outcome.WARNED, Outcome.REFUSED)
_STATES = (State.OPEN, State.LIMITED, State.BLOCKED, State.LOCKED)


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


def access_state(limit: Limit, future_bookings: int) -> State:
    """What card and lists show (S11a)."""
    if limit.count is None:
        return State.OPEN
    if limit.count == 0:
        return State.BLOCKED
    return State.LIMITED if future_bookings >= limit.count else State.OPEN


def decide(facts: Facts, policy: Policy, now: datetime) -> Decision:
    """Every reason in the order of S11, and what follows from them on the question's channel."""
    holds = effective_limit(facts.own_limit, facts.tag_limits, policy.general_limit)
    ends = visit_ends(facts.coming, now)
    reasons = tuple(reason for check in _CHECKS for reason in check(facts, policy, now))
    return Decision(
        outcome=_outcome(facts.question.channel, reasons),
        state=access_state(holds.limit, len(ends)),
        reasons=reasons,
        may_book_again_at=_latest(reasons),
        future_bookings=len(ends),
        limit=holds.limit,
        limit_source=holds.source,
    )


def strictest(decisions: Sequence[Decision]) -> Decision:
    """Of the decisions about several cards one contact matches, the one that allows least (S20); at least one."""
    return max(decisions, key=_strictness)


def _strictness(decision: Decision) -> tuple[int, int, bool, float]:
    again = decision.may_book_again_at
    return (
        _HARDNESS.index(decision.outcome),
        _STATES.index(decision.state),
        bool(decision.reasons) and again is None,
        again.timestamp() if again else 0.0,
    )


def _outcome(channel: Channel, reasons: Sequence[Reason]) -> Outcome:
    """What the reasons come to: online each refuses, staff are warned of each, check-in asks about none of them yet."""
    if not reasons or channel is Channel.CHECK_IN:
        return Outcome.ALLOWED
    return Outcome.REFUSED if channel is Channel.ONLINE else Outcome.WARNED


def _latest(reasons: Sequence[Reason]) -> datetime | None:
    """The moment at which the last of the reasons has ended; None when one of them never does, or there is none."""
    untils = [reason.until for reason in reasons if reason.until is not None]
    return max(untils) if untils and len(untils) == len(reasons) else None


# ---- the checks, in the order of S11 -----------------------------------------------------------------------------


def _limit(facts: Facts, policy: Policy, now: datetime) -> Iterator[Reason]:
    """Max bookings: 0 stops everything, a number stops what would be new (S4, S7, S8)."""
    holds = effective_limit(facts.own_limit, facts.tag_limits, policy.general_limit)
    ends = visit_ends(facts.coming, now)
    match access_state(holds.limit, len(ends)):
        case State.BLOCKED:
            yield Reason(ReasonCode.MAX_ZERO, holds.source)
        case State.LIMITED if not facts.question.is_move:
            yield Reason(ReasonCode.LIMIT_REACHED, holds.source, until=ends[len(ends) - (holds.limit.count or 0)])


def _notice(facts: Facts, policy: Policy, now: datetime) -> Iterator[Reason]:
    """The start is in the past or nearer than the notice; later it is nearer still."""
    starts_at = facts.question.starts_at
    if starts_at is not None and starts_at < now + timedelta(minutes=policy.min_notice_minutes):
        yield Reason(ReasonCode.TOO_SOON, _GENERAL)


def _horizon(facts: Facts, policy: Policy, now: datetime) -> Iterator[Reason]:
    """The start's local date lies beyond the horizon, until local midnight moves the horizon to it."""
    if facts.question.starts_at is None:
        return
    zone = ZoneInfo(policy.timezone)
    opens_on = facts.question.starts_at.astimezone(zone).date() - timedelta(days=policy.horizon_days)
    if now.astimezone(zone).date() < opens_on:
        until = datetime.combine(opens_on, time.min, tzinfo=zone)
        yield Reason(ReasonCode.TOO_LATE, _GENERAL, until=until)


def _hours(facts: Facts, policy: Policy, now: datetime) -> Iterator[Reason]:  # noqa: ARG001 - the shape of a check
    """The interval does not lie within opening hours: booking knows, and says so in the question."""
    if not facts.question.is_within_hours:
        yield Reason(ReasonCode.OUTSIDE_HOURS, _HOURS)


_CHECKS: tuple[Callable[[Facts, Policy, datetime], Iterator[Reason]], ...] = (_limit, _notice, _horizon, _hours)
