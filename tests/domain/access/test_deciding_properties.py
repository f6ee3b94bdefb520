"""What holds for every decision, whatever the facts?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import (
    UNLIMITED,
    Channel,
    Coming,
    Decision,
    Facts,
    Limit,
    Outcome,
    Policy,
    Question,
    State,
    TagLimit,
)

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
ORDER = (Outcome.ALLOWED, Outcome.WARNED, Outcome.REFUSED)

limits = st.one_of(st.just(UNLIMITED), st.integers(0, 4).map(Limit))
moments = st.integers(-3000, 300_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
comings = st.lists(st.builds(Coming, ends_at=moments, visit=st.integers(0, 6)), max_size=8).map(tuple)
questions = st.builds(
    Question,
    channel=st.sampled_from(Channel),
    starts_at=st.none() | moments,
    is_within_hours=st.booleans(),
    is_move=st.booleans(),
)
tags = st.lists(st.builds(TagLimit, tag_id=st.integers(1, 9), limit=limits), max_size=3).map(tuple)
facts_of_any_kind = st.builds(Facts, question=questions, own_limit=st.none() | limits, tag_limits=tags, coming=comings)
policies = st.builds(Policy, timezone=st.sampled_from(["Europe/Copenhagen", "America/New_York"]), general_limit=limits)


def hardness(decision: Decision) -> int:
    return ORDER.index(decision.outcome)


@given(facts_of_any_kind, policies, st.randoms())
def test_the_order_of_facts_does_not_matter(facts: Facts, policy: Policy, random: Random) -> None:
    coming, tag_limits = list(facts.coming), list(facts.tag_limits)
    random.shuffle(coming)
    tag_limits.reverse()
    shuffled = replace(facts, coming=tuple(coming), tag_limits=tuple(tag_limits))
    assert decide(shuffled, policy, NOW) == decide(facts, policy, NOW)


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
    if facts.question.channel is not Channel.CHECK_IN:
        assert (decision.outcome is Outcome.ALLOWED) == (decision.reasons == ())


@given(facts_of_any_kind, policies)
def test_at_the_moment_named_the_limit_no_longer_stands_against_it(facts: Facts, policy: Policy) -> None:
    question = Question(is_move=facts.question.is_move)
    facts = replace(facts, question=question)
    decision = decide(facts, policy, NOW)
    again = decision.may_book_again_at
    if again is None:
        assert decision.outcome is Outcome.ALLOWED or decision.state is State.BLOCKED
        return
    assert again > NOW
    assert decide(facts, policy, again).outcome is Outcome.ALLOWED
    just_before = decide(facts, policy, again - timedelta(microseconds=1))
    assert just_before.outcome is Outcome.REFUSED
