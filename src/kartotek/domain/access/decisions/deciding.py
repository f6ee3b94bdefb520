"""May this customer book? Facts, policy and the time in; every reason and one answer out.

The only place that answers "may she?" (S11). docs/algorithms/access.md tells it in prose, with a table of examples.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kartotek.domain.access.decisions.checks import (
    Finding,
    all_findings,
    closes_something,
    effective_limit,
    is_banned_everywhere,
    is_locked,
    visit_ends,
)
from kartotek.domain.access.values import (
    CUSTOMER_CODES,
    Channel,
    Decision,
    Facts,
    Limit,
    Outcome,
    Policy,
    Question,
    Reason,
    ReasonCode,
    State,
    Verdict,
)

_HARDNESS = (Outcome.ALLOWED, Outcome.WARNED, Outcome.REFUSED)
_STATES = (State.OPEN, State.LIMITED, State.BLOCKED, State.LOCKED)
# Which reasons weigh where: online all; staff are told of tags and rules, and warned of the rest (S5, S13).
_WEIGHS: dict[Channel, frozenset[ReasonCode]] = {
    Channel.ONLINE: frozenset(ReasonCode),
    Channel.STAFF: frozenset(ReasonCode) - {ReasonCode.BANNED_TAG, ReasonCode.SERVICE_RULE},
    Channel.CHECK_IN: frozenset({ReasonCode.LOCKED}),
}


def decide(facts: Facts, policy: Policy, now: datetime) -> Decision:
    """Every reason in the order of S11, and what follows from them on the question's channel."""
    holds = effective_limit(facts.own_limit, facts.tag_limits, policy.general_limit)
    count = len(visit_ends(facts.coming, now))
    findings = all_findings(facts, policy, now)
    reasons = _reasons(findings)
    return Decision(
        outcome=_outcome(facts.question.channel, reasons),
        state=_state(facts, policy, now, access_state(holds.limit, count)),
        reasons=reasons,
        may_book_again_at=_again(facts, policy, reasons),
        future_bookings=count,
        limit=holds.limit,
        limit_source=holds.source,
        needs_approval=any(one.check.verdict is Verdict.NEEDS_APPROVAL for one in findings),
        checks=tuple(one.check for one in findings),
    )


def access_state(limit: Limit, future_bookings: int) -> State:
    """What the limit alone makes of card and lists (S11a)."""
    if limit.count is None:
        return State.OPEN
    if limit.count == 0:
        return State.BLOCKED
    return State.LIMITED if future_bookings >= limit.count else State.OPEN


def strictest(decisions: Sequence[Decision]) -> Decision:
    """Of the decisions about several cards one contact matches, the one that allows least (S20); at least one."""
    return max(decisions, key=_strictness)


def for_its_start(decision: Decision, question: Question, policy: Policy) -> Decision:
    """The decision as an answer to the very question: a start that will be too soon by then is never allowed (api.md).

    A refused customer is told of `decide` itself: from when on she can book at all (S8).
    """
    again, starts_at = decision.may_book_again_at, question.starts_at
    if again is None or starts_at is None or ReasonCode.TOO_SOON not in _WEIGHS[question.channel]:
        return decision
    is_too_soon = starts_at < again + timedelta(minutes=policy.min_notice_minutes)
    return replace(decision, may_book_again_at=None) if is_too_soon else decision


def is_stopped_by_who(decision: Decision) -> bool:
    """Whether a ban or a rule refuses it, so that with another employee the answer might be another (S18)."""
    codes = {reason.code for reason in decision.reasons}
    return decision.is_refused and bool(codes & {ReasonCode.BANNED_TAG, ReasonCode.SERVICE_RULE})


def _strictness(decision: Decision) -> tuple[int, int, bool, float]:
    again = decision.may_book_again_at
    return (
        _HARDNESS.index(decision.outcome),
        _STATES.index(decision.state),
        bool(decision.reasons) and again is None,
        again.timestamp() if again else 0.0,
    )


def _reasons(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    return tuple(
        Reason(check.code, check.source, check.until, messages)
        for check, messages in findings
        if check.verdict is Verdict.STOPS
    )


def _weighing(channel: Channel, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that stand in the way on this channel."""
    return tuple(reason for reason in reasons if reason.code in _WEIGHS[channel])


def _outcome(channel: Channel, reasons: Sequence[Reason]) -> Outcome:
    """What the reasons come to: a customer and a door are refused, staff are warned."""
    if not _weighing(channel, reasons):
        return Outcome.ALLOWED
    return Outcome.WARNED if channel is Channel.STAFF else Outcome.REFUSED


def _state(facts: Facts, policy: Policy, now: datetime, by_limit: State) -> State:
    """What card and lists show, first that fits (S11a): it does not depend on what is asked."""
    if is_locked(facts, now):
        return State.LOCKED
    if by_limit is State.BLOCKED or is_banned_everywhere(facts):
        return State.BLOCKED
    return State.LIMITED if by_limit is State.LIMITED or closes_something(facts, policy, now) else State.OPEN


def _again(facts: Facts, policy: Policy, reasons: Sequence[Reason]) -> datetime | None:
    """The moment at which the last of the reasons has ended; None when one of them never does, or there is none.

    Something else may stand against it by then, such as a lock that has begun meanwhile: then the search goes on.
    What a start that lies before would be (too soon) does not matter: the moment says from when she can book at all.
    """
    channel = facts.question.channel
    moment = _latest(_weighing(channel, reasons))
    while moment is not None:
        then = _weighing(channel, _reasons(all_findings(facts, policy, moment)))
        left = [reason for reason in then if reason.code in CUSTOMER_CODES]
        if not left:
            return moment
        moment = _latest(left)
    return None


def _latest(reasons: Sequence[Reason]) -> datetime | None:
    untils = [reason.until for reason in reasons if reason.until is not None]
    return max(untils) if untils and len(untils) == len(reasons) else None
