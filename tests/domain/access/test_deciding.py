"""Does the one decision say what S1-S11 say?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kartotek.domain.access.decisions import access_state, decide, effective_limit, for_its_start, strictest, visit_ends
from kartotek.domain.access.values import (
    UNLIMITED,
    Channel,
    Coming,
    EffectiveLimit,
    Facts,
    Limit,
    Outcome,
    Policy,
    Question,
    Reason,
    ReasonCode,
    Source,
    SourceKind,
    State,
    TagLimit,
    card_limit,
)

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLICY = Policy(timezone="Europe/Copenhagen")
MAX_TWO = replace(POLICY, general_limit=Limit(2))
CARD, GENERAL = Source(SourceKind.CARD), Source(SourceKind.GENERAL)


def ending_after(*hours: int) -> tuple[Coming, ...]:
    """One visit for each number, ending that many hours from now."""
    return tuple(Coming(NOW + hour * HOUR, visit=index) for index, hour in enumerate(hours))


def codes(facts: Facts, policy: Policy = POLICY) -> list[ReasonCode]:
    return [reason.code for reason in decide(facts, policy, NOW).reasons]


def test_nobody_in_particular_may_book_where_nothing_is_limited() -> None:
    decision = decide(Facts(), POLICY, NOW)
    assert (decision.outcome, decision.state, decision.reasons) == (Outcome.ALLOWED, State.OPEN, ())
    assert (decision.may_book_again_at, decision.future_bookings, decision.limit) == (None, 0, UNLIMITED)
    assert (decision.public_code, decision.is_refused) == ("", False)


# ---- which limit holds (S3) --------------------------------------------------------------------------------------


def test_the_card_wins_upwards_and_downwards() -> None:
    tags = (TagLimit(7, Limit(1)),)
    assert effective_limit(Limit(5), tags, Limit(2)) == EffectiveLimit(Limit(5), CARD)
    assert effective_limit(Limit(0), tags, UNLIMITED) == EffectiveLimit(Limit(0), CARD)
    assert effective_limit(UNLIMITED, tags, Limit(2)) == EffectiveLimit(UNLIMITED, CARD)


def test_the_lowest_tag_wins_over_the_general_setting_even_when_it_is_higher() -> None:
    tags = (TagLimit(7, UNLIMITED), TagLimit(8, Limit(4)), TagLimit(9, Limit(6)))
    assert effective_limit(None, tags, Limit(2)) == EffectiveLimit(Limit(4), Source(SourceKind.TAG, 8))
    assert effective_limit(None, tags[:1], Limit(2)) == EffectiveLimit(UNLIMITED, Source(SourceKind.TAG, 7))


def test_without_a_value_of_her_own_she_follows_the_general_setting() -> None:
    assert effective_limit(None, (), Limit(2)) == EffectiveLimit(Limit(2), GENERAL)


def test_a_card_keeps_its_value_as_a_number() -> None:
    assert [card_limit(stored) for stored in (None, -1, 0, 3)] == [None, UNLIMITED, Limit(0), Limit(3)]


# ---- what counts (S1, S2) ----------------------------------------------------------------------------------------


def test_a_visit_counts_until_it_is_over_not_until_it_starts() -> None:
    coming = (Coming(NOW, 1), Coming(NOW + timedelta(microseconds=1), 2))
    assert decide(Facts(coming=coming), MAX_TWO, NOW).future_bookings == 1


def test_services_booked_together_are_one_visit_until_the_last_is_over() -> None:
    coming = (Coming(NOW - HOUR, "a"), Coming(NOW + HOUR, "a"), Coming(NOW + 2 * HOUR, "b"))
    assert visit_ends(coming, NOW) == (NOW + HOUR, NOW + 2 * HOUR)


# ---- blocked and limited (S4, S7, S8, S11a) ----------------------------------------------------------------------


def test_customer_with_zero_max_is_blocked_and_no_moment_sets_her_free() -> None:
    decision = decide(Facts(own_limit=Limit(0)), POLICY, NOW)
    assert (decision.outcome, decision.state) == (Outcome.REFUSED, State.BLOCKED)
    assert decision.reasons == (Reason(ReasonCode.MAX_ZERO, CARD),)
    assert (decision.may_book_again_at, decision.public_code) == (None, "customer_refused")


def test_at_the_limit_she_may_book_again_when_her_next_visit_is_over() -> None:
    decision = decide(Facts(coming=ending_after(48, 3)), MAX_TWO, NOW)
    assert (decision.outcome, decision.state) == (Outcome.REFUSED, State.LIMITED)
    assert decision.reasons == (Reason(ReasonCode.LIMIT_REACHED, GENERAL, until=NOW + 3 * HOUR),)
    assert decision.may_book_again_at == NOW + 3 * HOUR
    assert decision.public_code == "customer_refused"


def test_above_the_limit_it_takes_more_than_the_next_visit() -> None:
    decision = decide(Facts(own_limit=Limit(2), coming=ending_after(3, 10, 20, 30)), POLICY, NOW)
    assert (decision.future_bookings, decision.may_book_again_at) == (4, NOW + 20 * HOUR)


def test_below_the_limit_she_books() -> None:
    assert decide(Facts(coming=ending_after(3)), MAX_TWO, NOW).outcome is Outcome.ALLOWED


def test_a_card_with_unlimited_is_never_stopped_by_a_number() -> None:
    facts = Facts(own_limit=UNLIMITED, coming=ending_after(1, 2, 3))
    assert decide(facts, MAX_TWO, NOW).outcome is Outcome.ALLOWED


def test_moving_is_never_refused_for_the_limit_but_for_zero() -> None:
    move = Question(is_move=True)
    at_limit = decide(Facts(move, coming=ending_after(3, 4)), MAX_TWO, NOW)
    assert (at_limit.outcome, at_limit.state) == (Outcome.ALLOWED, State.LIMITED)
    assert decide(Facts(move, own_limit=Limit(0)), MAX_TWO, NOW).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("limit", "bookings", "state"),
    [
        (UNLIMITED, 50, State.OPEN),
        (Limit(0), 0, State.BLOCKED),
        (Limit(0), 3, State.BLOCKED),
        (Limit(2), 1, State.OPEN),
        (Limit(2), 2, State.LIMITED),
        (Limit(2), 3, State.LIMITED),
    ],
)
def test_lists_show_one_word(limit: Limit, bookings: int, state: State) -> None:
    assert access_state(limit, bookings) is state


# ---- channels (S5, S13) ------------------------------------------------------------------------------------------


def test_staff_are_warned_where_a_customer_is_refused() -> None:
    facts = Facts(Question(Channel.STAFF), own_limit=Limit(0))
    decision = decide(facts, POLICY, NOW)
    assert (decision.outcome, decision.state, decision.public_code) == (Outcome.WARNED, State.BLOCKED, "")


def test_a_limit_does_not_concern_the_check_in() -> None:
    decision = decide(Facts(Question(Channel.CHECK_IN), own_limit=Limit(0)), POLICY, NOW)
    assert (decision.outcome, len(decision.reasons)) == (Outcome.ALLOWED, 1)


def test_who_is_let_in_now_is_told_no_later_moment() -> None:
    decision = decide(Facts(Question(Channel.CHECK_IN), coming=ending_after(3, 4)), MAX_TWO, NOW)
    assert (decision.outcome, decision.may_book_again_at) == (Outcome.ALLOWED, None)


# ---- notice, horizon, hours --------------------------------------------------------------------------------------


def test_a_start_within_the_notice_is_too_soon_and_stays_so() -> None:
    policy = replace(POLICY, min_notice_minutes=60)
    assert codes(Facts(Question(starts_at=NOW + HOUR)), policy) == []
    decision = decide(Facts(Question(starts_at=NOW + HOUR - timedelta(seconds=1))), policy, NOW)
    assert (decision.reasons, decision.may_book_again_at) == ((Reason(ReasonCode.TOO_SOON, GENERAL),), None)
    assert decision.public_code == "too_soon"


def test_the_horizon_is_a_local_date_and_opens_at_local_midnight() -> None:
    policy = replace(POLICY, horizon_days=3)
    last = datetime(2026, 11, 15, 22, 59, tzinfo=UTC)  # 15 November 23:59 in Copenhagen
    assert codes(Facts(Question(starts_at=last)), policy) == []
    decision = decide(Facts(Question(starts_at=last + timedelta(minutes=1))), policy, NOW)
    assert [reason.code for reason in decision.reasons] == [ReasonCode.TOO_LATE]
    assert decision.may_book_again_at == datetime(2026, 11, 12, 23, 0, tzinfo=UTC)


def test_outside_opening_hours_booking_says_so() -> None:
    decision = decide(Facts(Question(is_within_hours=False)), POLICY, NOW)
    assert decision.reasons == (Reason(ReasonCode.OUTSIDE_HOURS, Source(SourceKind.HOURS)),)


def test_all_reasons_are_told_in_their_order() -> None:
    question = Question(starts_at=NOW + 400 * DAY, is_within_hours=False)
    facts = Facts(question, coming=ending_after(3, 4))
    assert codes(facts, MAX_TWO) == [ReasonCode.LIMIT_REACHED, ReasonCode.TOO_LATE, ReasonCode.OUTSIDE_HOURS]


def test_she_may_book_again_when_the_last_of_the_reasons_has_ended() -> None:
    facts = Facts(Question(starts_at=NOW + 100 * DAY), coming=ending_after(3, 4))
    again = decide(facts, MAX_TWO, NOW).may_book_again_at
    assert again == datetime(2026, 11, 21, 23, 0, tzinfo=UTC)


def test_a_start_that_is_too_soon_once_the_limit_lets_go_is_never_allowed() -> None:
    policy = replace(MAX_TWO, min_notice_minutes=60)
    for hours, again in ((4, NOW + 3 * HOUR), (3.9, None), (2, None)):
        question = Question(starts_at=NOW + hours * HOUR)
        decision = decide(Facts(question, coming=ending_after(3, 4)), policy, NOW)
        assert decision.may_book_again_at == NOW + 3 * HOUR
        assert for_its_start(decision, question, policy).may_book_again_at == again


def test_the_notice_does_not_concern_the_check_in() -> None:
    question = Question(Channel.CHECK_IN, starts_at=NOW)
    decision = replace(decide(Facts(), POLICY, NOW), may_book_again_at=NOW + HOUR)
    for asked in (question, Question()):
        assert for_its_start(decision, asked, POLICY) == decision


def test_one_reason_without_an_end_means_never() -> None:
    facts = Facts(Question(is_within_hours=False), coming=ending_after(3, 4))
    assert decide(facts, MAX_TWO, NOW).may_book_again_at is None


# ---- several cards (S20) -----------------------------------------------------------------------------------------


def test_of_several_cards_the_strictest_decides() -> None:
    is_open = decide(Facts(customer_id=1), MAX_TWO, NOW)
    soon = decide(Facts(coming=ending_after(3, 4)), MAX_TWO, NOW)
    later = decide(Facts(coming=ending_after(5, 6)), MAX_TWO, NOW)
    blocked = decide(Facts(own_limit=Limit(0)), MAX_TWO, NOW)
    assert strictest([is_open]) == is_open
    assert strictest([is_open, later, soon]) == later
    assert strictest([soon, blocked, later]) == blocked


def test_between_two_at_the_limit_the_one_who_never_may_is_stricter() -> None:
    never = decide(Facts(Question(is_within_hours=False), coming=ending_after(3, 4)), MAX_TWO, NOW)
    later = decide(Facts(coming=ending_after(5, 6)), MAX_TWO, NOW)
    assert strictest([later, never]) == never
