"""Dates somebody waits for, the pieces that are looked at, and what has become of an offer by now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.booking.decisions.waiting import (
    LOOKED_AT_ONCE,
    date_problems,
    may_leave,
    state_now,
    stretches,
)
from kartotek.domain.booking.values.waiting import WaitState

TODAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 10, tzinfo=UTC)
days = st.none() | st.integers(-400, 800).map(lambda count: TODAY + timedelta(days=count))


@pytest.mark.parametrize(
    ("first", "last", "is_right"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=3), TODAY, True),
        (TODAY, TODAY - timedelta(days=1), False),
        (None, TODAY - timedelta(days=1), False),
        (TODAY - timedelta(days=3), None, False),
        (None, TODAY + timedelta(days=366), True),
        (None, TODAY + timedelta(days=367), False),
        (TODAY + timedelta(days=3), TODAY + timedelta(days=2), False),
    ],
)
def test_days_that_are_over_or_in_disorder_cannot_be_waited_for(
    first: date | None, last: date | None, is_right: bool
) -> None:
    assert (date_problems(first, last, TODAY) == ()) is is_right


@given(days, days, st.integers(1, 400))
def test_the_pieces_are_the_days_wanted_within_the_horizon(first: date | None, last: date | None, horizon: int) -> None:
    last_on = TODAY + timedelta(days=horizon)
    pieces = stretches(first, last, TODAY, last_on)
    seen = [start + timedelta(days=count) for start, end in pieces for count in range((end - start).days + 1)]
    wanted = [TODAY + timedelta(days=count) for count in range(horizon + 1)]
    assert seen == [day for day in wanted if (first or day) <= day <= (last or day)]
    assert all((end - start).days < LOOKED_AT_ONCE for start, end in pieces)


def test_an_offer_is_over_at_its_end_whoever_notes_it() -> None:
    assert state_now(WaitState.OFFERED, NOW, NOW) is WaitState.EXPIRED
    assert state_now(WaitState.OFFERED, NOW + timedelta(seconds=1), NOW) is WaitState.OFFERED
    assert state_now(WaitState.ACCEPTED, NOW, NOW) is WaitState.ACCEPTED


def test_one_leaves_what_is_open() -> None:
    assert [state for state in WaitState if may_leave(state)] == [WaitState.WAITING, WaitState.OFFERED]
