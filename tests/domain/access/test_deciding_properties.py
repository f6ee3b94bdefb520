"""What holds for every decision, whatever the facts?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import (
    UNLIMITED,
    Channel,
    Coming,
    Decision,
    Effect,
    ExceptionFact,
    Facts,
    Limit,
    LockFact,
    Outcome,
    Policy,
    Question,
    ReasonCode,
    RuleFact,
    Scope,
    State,
    TagFact,
    TagLimit,
    Verdict,
    When,
)

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
T = TypeVar("T")
ORDER = (Outcome.ALLOWED, Outcome.WARNED, Outcome.REFUSED)
STATES = (State.OPEN, State.LIMITED, State.BLOCKED, State.LOCKED)

limits = st.one_of(st.just(UNLIMITED), st.integers(0, 4).map(Limit))
moments = st.integers(-3000, 300_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
comings = st.lists(st.builds(Coming, ends_at=moments, visit=st.integers(0, 6)), max_size=8).map(tuple)
numbers = st.integers(1, 3)
questions = st.builds(
    Question,
    channel=st.sampled_from(Channel),
    service_id=st.none() | numbers,
    employee_id=st.none() | numbers,
    category_id=st.none() | numbers,
    location_id=st.none() | numbers,
    starts_at=st.none() | moments,
    is_within_hours=st.booleans(),
    is_move=st.booleans(),
)
tag_limits = st.lists(st.builds(TagLimit, tag_id=st.integers(1, 9), limit=limits), max_size=3).map(tuple)
few = st.frozensets(numbers, max_size=2)
scopes = st.builds(Scope, services=few, categories=few, employees=few, locations=few)
locks = st.builds(LockFact, id=st.integers(1, 99), starts_at=st.none() | moments, ends_at=st.none() | moments)
tags = st.builds(TagFact, id=numbers, is_banned=st.booleans(), scope=scopes)
days = st.integers(-3, 60).map(lambda count: NOW.date() + timedelta(days=count))
exceptions = st.builds(
    ExceptionFact, from_on=days, until_on=days, rule_id=st.none() | numbers, service_id=st.none() | numbers
)
rules = st.builds(
    RuleFact,
    id=numbers,
    when=st.builds(
        When, has_tags=few, lacks_tags=few, is_new=st.none() | st.booleans(), no_shows=st.none() | st.integers(1, 3)
    ),
    scope=scopes,
    effect=st.sampled_from(Effect),
)


facts_of_any_kind = st.builds(
    Facts,
    question=questions,
    own_limit=st.none() | limits,
    tag_limits=tag_limits,
    coming=comings,
    locks=st.lists(locks, max_size=3, unique_by=lambda lock: lock.id).map(tuple),
    tags=st.lists(tags, max_size=3, unique_by=lambda tag: tag.id).map(tuple),
    exceptions=st.lists(exceptions, max_size=3).map(tuple),
    is_new=st.booleans(),
    no_shows=st.integers(0, 3),
)
policies = st.builds(
    Policy,
    timezone=st.sampled_from(["Europe/Copenhagen", "America/New_York"]),
    general_limit=limits,
    rules=st.lists(rules, max_size=3, unique_by=lambda rule: rule.id).map(tuple),
)


def hardness(decision: Decision) -> int:
    return ORDER.index(decision.outcome)


@given(facts_of_any_kind, policies, st.randoms())
def test_the_order_of_facts_does_not_matter(facts: Facts, policy: Policy, random: Random) -> None:
    shuffled = replace(
        facts,
        coming=shuffle(facts.coming, random),
        tag_limits=shuffle(facts.tag_limits, random),
        locks=shuffle(facts.locks, random),
        tags=shuffle(facts.tags, random),
        exceptions=shuffle(facts.exceptions, random),
    )
    assert decide(shuffled, policy, NOW) == decide(facts, policy, NOW)


def shuffle(rows: tuple[T, ...], random: Random) -> tuple[T, ...]:
    return tuple(random.sample(rows, len(rows)))


@given(facts_of_any_kind, policies, locks)
def test_one_more_lock_never_allows_more(facts: Facts, policy: Policy, one_more: LockFact) -> None:
    assert_no_more_is_allowed(facts, replace(facts, locks=(*facts.locks, one_more)), policy)


@given(facts_of_any_kind, policies, scopes)
def test_one_more_ban_never_allows_more(facts: Facts, policy: Policy, scope: Scope) -> None:
    banned = TagFact(99, is_banned=True, scope=scope)
    assert_no_more_is_allowed(facts, replace(facts, tags=(*facts.tags, banned)), policy)


@given(facts_of_any_kind, policies, rules)
def test_one_more_rule_never_allows_more(facts: Facts, policy: Policy, rule: RuleFact) -> None:
    stricter = replace(policy, rules=(*policy.rules, replace(rule, id=99)))
    before, after = decide(facts, policy, NOW), decide(facts, stricter, NOW)
    assert hardness(after) >= hardness(before)
    assert STATES.index(after.state) >= STATES.index(before.state)
    assert after.needs_approval >= before.needs_approval


@given(facts_of_any_kind, policies, exceptions)
def test_an_exception_beats_rules_and_nothing_else(facts: Facts, policy: Policy, exception: ExceptionFact) -> None:
    before = decide(facts, policy, NOW)
    after = decide(replace(facts, exceptions=(*facts.exceptions, exception)), policy, NOW)
    kept = [reason for reason in before.reasons if reason.code is not ReasonCode.SERVICE_RULE]
    assert [reason for reason in after.reasons if reason.code is not ReasonCode.SERVICE_RULE] == kept
    assert hardness(after) <= hardness(before)
    if any(lock.is_active(NOW) for lock in facts.locks):
        assert (after.outcome, after.state) == (before.outcome, State.LOCKED)


def assert_no_more_is_allowed(facts: Facts, stricter: Facts, policy: Policy) -> None:
    before, after = decide(facts, policy, NOW), decide(stricter, policy, NOW)
    assert hardness(after) >= hardness(before)
    assert STATES.index(after.state) >= STATES.index(before.state)
    assert {reason.code for reason in after.reasons} >= {reason.code for reason in before.reasons}


@given(facts_of_any_kind, policies, st.builds(Coming, ends_at=moments, visit=st.integers(0, 9)))
def test_one_more_booking_never_allows_more(facts: Facts, policy: Policy, one_more: Coming) -> None:
    more = replace(facts, coming=(*facts.coming, one_more))
    assert hardness(decide(more, policy, NOW)) >= hardness(decide(facts, policy, NOW))


@given(facts_of_any_kind, policies, st.integers(0, 4))
def test_a_block_never_allows_more_and_a_shorter_horizon_neither(facts: Facts, policy: Policy, days: int) -> None:
    before = hardness(decide(facts, policy, NOW))
    assert hardness(decide(replace(facts, own_limit=Limit(0)), policy, NOW)) >= before
    shorter = replace(policy, horizon_days=min(days, policy.horizon_days))
    assert hardness(decide(facts, shorter, NOW)) >= before


@given(facts_of_any_kind, policies, st.integers(0, 4), st.integers(0, 4))
def test_raising_the_limit_never_refuses_more(facts: Facts, policy: Policy, low: int, more: int) -> None:
    lower = decide(replace(facts, own_limit=Limit(low)), policy, NOW)
    higher = decide(replace(facts, own_limit=Limit(low + more)), policy, NOW)
    unlimited = decide(replace(facts, own_limit=UNLIMITED), policy, NOW)
    assert hardness(lower) >= hardness(higher) >= hardness(unlimited)


@given(facts_of_any_kind, policies)
def test_an_answer_has_reasons_exactly_when_it_is_not_a_plain_yes(facts: Facts, policy: Policy) -> None:
    decision = decide(facts, policy, NOW)
    codes = {reason.code for reason in decision.reasons}
    match facts.question.channel:
        case Channel.ONLINE:
            assert (decision.outcome is Outcome.REFUSED) == bool(codes)
        case Channel.STAFF:
            told_only = {ReasonCode.BANNED_TAG, ReasonCode.SERVICE_RULE}
            assert (decision.outcome is Outcome.WARNED) == bool(codes - told_only)
        case Channel.CHECK_IN:
            assert (decision.outcome is Outcome.REFUSED) == (ReasonCode.LOCKED in codes)


@given(facts_of_any_kind, policies)
def test_every_check_is_made_and_the_reasons_are_those_that_stop(facts: Facts, policy: Policy) -> None:
    decision = decide(facts, policy, NOW)
    stopping = [(check.code, check.source) for check in decision.checks if check.verdict is Verdict.STOPS]
    assert [(reason.code, reason.source) for reason in decision.reasons] == stopping
    order = [*ReasonCode]
    positions = [order.index(check.code) for check in decision.checks]
    assert positions == sorted(positions)
    looked_at = {check.code for check in decision.checks}
    assert looked_at >= {ReasonCode.LOCKED, ReasonCode.BANNED_TAG, ReasonCode.SERVICE_RULE}


@given(facts_of_any_kind, policies)
def test_at_the_moment_named_nothing_about_her_stands_against_it_any_more(facts: Facts, policy: Policy) -> None:
    asked = replace(facts.question, starts_at=None, is_within_hours=True)
    facts = replace(facts, question=asked)
    decision = decide(facts, policy, NOW)
    again = decision.may_book_again_at
    if again is None:
        return
    assert again > NOW
    assert decide(facts, policy, again).outcome is Outcome.ALLOWED
    assert decide(facts, policy, again - timedelta(microseconds=1)).outcome is not Outcome.ALLOWED
