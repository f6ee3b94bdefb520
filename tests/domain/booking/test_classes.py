"""Which dates does a weekly series have, and what can be wrong with a class?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from kartotek.domain.booking.decisions.classes import (
    meeting,
    seats_problems,
    series_problems,
    time_problems,
    weekly_periods,
    widened,
)
from kartotek.domain.catalog.values import MOST_SEATS
from kartotek.kernel.periods import Period

COPENHAGEN = "Europe/Copenhagen"
HOUR = timedelta(hours=1)
# Tuesday 6 October 2026, 18:00 in Copenhagen, summer time.
TUESDAY = datetime(2026, 10, 6, 16, tzinfo=UTC)
FIRST = Period(TUESDAY, TUESDAY + HOUR)


def test_a_series_keeps_the_time_on_the_wall_when_summer_time_ends() -> None:
    periods = weekly_periods(FIRST, date(2026, 11, 3), COPENHAGEN)
    assert [one.starts_at.isoformat() for one in periods] == [
        "2026-10-06T16:00:00+00:00",
        "2026-10-13T16:00:00+00:00",
        "2026-10-20T16:00:00+00:00",
        "2026-10-27T17:00:00+00:00",
        "2026-11-03T17:00:00+00:00",
    ]
    assert {one.duration for one in periods} == {HOUR}


def test_a_time_that_dst_skips_is_the_next_valid_one() -> None:
    starts_at = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)  # Sunday 02:30; a week later that time does not exist
    periods = weekly_periods(Period(starts_at, starts_at + HOUR), date(2027, 3, 28), COPENHAGEN)
    assert periods[1].starts_at == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)  # 03:00
    assert periods[1].duration == HOUR


def test_the_last_date_is_included_and_without_one_there_is_one_date() -> None:
    assert len(weekly_periods(FIRST, date(2026, 10, 12), COPENHAGEN)) == 1
    assert len(weekly_periods(FIRST, date(2026, 10, 13), COPENHAGEN)) == 2
    assert weekly_periods(FIRST, None, COPENHAGEN) == [FIRST]


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (None, []),
        (date(2026, 10, 6), []),
        (date(2026, 10, 5), [("repeat.weekly_until", "before_start")]),
        (date(2026, 10, 6) + timedelta(weeks=259), []),
        (date(2026, 10, 6) + timedelta(weeks=260), [("repeat.weekly_until", "too_many")]),
    ],
)
def test_a_series_has_an_end_that_lies_ahead_and_not_too_far(until: date | None, found: list[tuple[str, str]]) -> None:
    assert [(one.field, one.code) for one in series_problems(TUESDAY, until, COPENHAGEN)] == found


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "found"),
    [
        (TUESDAY, TUESDAY + HOUR, []),
        (TUESDAY, TUESDAY + 24 * HOUR, []),
        (TUESDAY, TUESDAY, [("ends_at", "not_after_start")]),
        (TUESDAY, TUESDAY + 25 * HOUR, [("ends_at", "too_long")]),
        (TUESDAY + timedelta(seconds=1), TUESDAY + HOUR, [("starts_at", "out_of_range")]),
        (
            TUESDAY.replace(year=1990),
            TUESDAY.replace(year=2300),
            [("starts_at", "out_of_range"), ("ends_at", "out_of_range")],
        ),
    ],
)
def test_a_class_has_a_thinkable_time(starts_at: datetime, ends_at: datetime, found: list[tuple[str, str]]) -> None:
    assert [(one.field, one.code) for one in time_problems(starts_at, ends_at)] == found


@pytest.mark.parametrize(
    ("seats", "found"),
    [(0, ["out_of_range"]), (2, ["below_taken"]), (3, []), (MOST_SEATS, []), (MOST_SEATS + 1, ["out_of_range"])],
)
def test_seats_have_bounds_and_are_never_fewer_than_are_taken(seats: int, found: list[str]) -> None:
    assert [one.code for one in seats_problems(seats, 3)] == found


def test_buffers_widen_a_date_and_touching_is_not_meeting() -> None:
    wide = widened(FIRST, 10, 5)
    assert (wide.starts_at, wide.ends_at) == (TUESDAY - timedelta(minutes=10), TUESDAY + timedelta(minutes=65))
    later = Period(TUESDAY + HOUR, TUESDAY + 2 * HOUR)
    assert meeting([FIRST, later], [later]) == [1]
    assert meeting([wide, later], [later]) == [0, 1]
    assert meeting([FIRST], []) == []
