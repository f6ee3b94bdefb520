"""Who is due, and when is she invited? Pure answers, with property tests."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.recall.decisions.standing import counted_from, next_morning, standing
from kartotek.domain.recall.values import Invite, Made, RecallState, Rhythm, Situation, Standing, Stop, Visit

DAY = timedelta(days=1)
FIRST = date(2026, 9, 1)
RHYTHM = Rhythm(interval_days=42, ahead_days=7, tolerance_days=14, attempts=2, pause_days=7)
DUE, INVITE = FIRST + 42 * DAY, FIRST + 35 * DAY


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


def made(on: date, attempt: int = 1, after_on: date = FIRST, due_on: date = DUE) -> Made:
    return Made(after_on, due_on, attempt, on, noon(on))


def came(*more: Visit) -> tuple[Visit, ...]:
    return (Visit(FIRST, is_of_service=True), *more)


def at(
    today: date,
    visits: tuple[Visit, ...] = (Visit(FIRST, is_of_service=True),),
    made: tuple[Made, ...] = (),
    stops: frozenset[Stop] = frozenset(),
    booked_at: datetime | None = None,
    is_paused: bool = False,
) -> Standing:
    return standing(Situation(visits, made, is_paused, stops, booked_at), RHYTHM, today)


def test_nobody_is_invited_who_never_came_for_the_service() -> None:
    assert at(DUE, visits=(Visit(FIRST, is_of_service=False),)) == Standing(RecallState.NO_VISIT)
    assert at(DUE, visits=(), is_paused=True) == Standing(RecallState.PAUSED)


def test_the_invitation_goes_so_many_days_before_the_due_date_and_no_earlier() -> None:
    early = at(INVITE - DAY)
    assert (early.state, early.invite, early.due_on, early.invite_on) == (RecallState.LATER, None, DUE, INVITE)
    assert at(INVITE).invite == Invite(FIRST, DUE, 1)
    assert at(DUE + 400 * DAY).state is RecallState.DUE


def test_the_next_attempt_waits_for_the_pause_and_the_last_one_is_the_last() -> None:
    once = (made(INVITE),)
    assert at(INVITE + 6 * DAY, made=once).invite is None
    again = at(INVITE + 7 * DAY, made=once)
    assert (again.state, again.invite, again.invited_at) == (RecallState.INVITED, Invite(FIRST, DUE, 2), noon(INVITE))
    done = at(DUE + 90 * DAY, made=(*once, made(INVITE + 7 * DAY, 2)))
    assert (done.state, done.invite, done.attempts) == (RecallState.INVITED, None, 2)


@pytest.mark.parametrize(("days", "counts"), [(27, False), (28, True), (41, True), (60, True)])
def test_a_visit_for_something_else_counts_within_the_tolerance(days: int, counts: bool) -> None:
    other = Visit(FIRST + days * DAY, is_of_service=False)
    assert counted_from(came(other), RHYTHM) == (other.on if counts else FIRST)


def test_a_visit_opens_a_new_round() -> None:
    back = Visit(DUE, is_of_service=True)
    found = at(DUE + DAY, visits=came(back), made=(made(INVITE),))
    assert (found.state, found.attempts, found.due_on) == (RecallState.LATER, 0, DUE + 42 * DAY)


def test_an_interval_that_changed_does_not_begin_the_attempts_anew() -> None:
    before = made(INVITE, due_on=DUE - 7 * DAY)
    assert at(INVITE + 7 * DAY, made=(before,)).invite == Invite(FIRST, DUE, 2)


def test_what_stops_is_named_and_pausing_comes_first() -> None:
    stops = frozenset({Stop.BOOKING, Stop.LOCKED})
    found = at(DUE, stops=stops)
    assert (found.state, found.stop, found.invite) == (RecallState.STOPPED, Stop.LOCKED, None)
    assert at(DUE, stops=stops, is_paused=True).state is RecallState.PAUSED


def test_a_booking_made_after_the_invitation_came_of_it() -> None:
    stops, once = frozenset({Stop.BOOKING}), (made(INVITE),)
    assert at(DUE, stops=stops, made=once, booked_at=noon(INVITE) + DAY).state is RecallState.BOOKED
    assert at(DUE, stops=stops, made=once, booked_at=noon(INVITE) - DAY).state is RecallState.STOPPED
    assert at(DUE, stops=stops, booked_at=noon(INVITE)).state is RecallState.STOPPED


def test_the_morning_is_that_of_the_business_on_both_sides_of_a_change_of_clocks() -> None:
    zone = ZoneInfo("Europe/Copenhagen")
    nine = datetime(2026, 10, 24, 9, tzinfo=zone)
    assert next_morning(nine - timedelta(seconds=1), zone) == nine
    assert next_morning(nine, zone) == datetime(2026, 10, 25, 9, tzinfo=zone)


VISITS = st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=12).map(
    lambda pairs: tuple(Visit(FIRST + days * DAY, own) for days, own in sorted(pairs))
)
RHYTHMS = st.integers(1, 200).flatmap(
    lambda days: st.builds(
        Rhythm,
        st.just(days),
        st.integers(0, days - 1),
        st.integers(0, days - 1),
        st.integers(1, 5),
        st.integers(1, 30),
    )
)


@given(VISITS, RHYTHMS)
def test_counting_starts_at_a_visit_and_another_one_never_moves_it_back(
    visits: tuple[Visit, ...], rhythm: Rhythm
) -> None:
    found = [counted_from(visits[:length], rhythm) for length in range(len(visits) + 1)]
    dates = [each for each in found if each is not None]
    assert dates == sorted(dates)
    assert set(dates) <= {visit.on for visit in visits}


@given(VISITS, RHYTHMS)
def test_the_tolerance_never_decides_whether_there_is_a_date_at_all(visits: tuple[Visit, ...], rhythm: Rhythm) -> None:
    narrow = Rhythm(rhythm.interval_days, rhythm.ahead_days, 0, rhythm.attempts, rhythm.pause_days)
    less, more = counted_from(visits, narrow), counted_from(visits, rhythm)
    assert (less is None) == (more is None)


@given(VISITS, RHYTHMS, st.integers(0, 400))
def test_day_by_day_each_attempt_is_made_once_in_order_and_never_too_often(
    visits: tuple[Visit, ...], rhythm: Rhythm, start: int
) -> None:
    sent: list[Made] = []
    for day in range(start, start + 120):
        today = FIRST + day * DAY
        situation = Situation(visits=tuple(one for one in visits if one.on <= today), made=tuple(sent))
        invite = standing(situation, rhythm, today).invite
        if invite is not None:
            assert today >= invite.due_on - rhythm.ahead_days * DAY
            sent.append(Made(invite.after_on, invite.due_on, invite.attempt, today, noon(today)))
    for key in ({(one.due_on, one.attempt) for one in sent}, {(one.after_on, one.attempt) for one in sent}):
        assert len(key) == len(sent)
    assert all(one.attempt <= rhythm.attempts for one in sent)
