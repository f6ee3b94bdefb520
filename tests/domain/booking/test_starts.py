"""The fast list of free starts equals the slow and obvious one, DST changes included."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.booking.reference import reference_starts

from kartotek.domain.booking.decisions.calendar import allowed_starts, local_day, to_instant
from kartotek.domain.booking.decisions.checking import is_on_grid, look_at
from kartotek.domain.booking.decisions.starts import Range, free_starts, open_bits, patterns, taken_bits
from kartotek.domain.booking.values.availability import Rules, Taken
from kartotek.domain.booking.values.hours import DayOffRow, HoursRows, OpeningRow, Span, WeeklyRow
from kartotek.domain.catalog.values import Gap

CHANGES = [
    ("Europe/Copenhagen", date(2026, 3, 29)),
    ("Europe/Copenhagen", date(2026, 10, 25)),
    ("Europe/Paris", date(2027, 3, 28)),
    ("Europe/Paris", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
]
# Clocks that jump at midnight, by half an hour, or not at all.
STRANGE = [
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("UTC", date(2026, 7, 1)),
]


def rules(
    timezone: str,
    slot_minutes: int = 15,
    start_times: tuple[int, ...] | None = None,
    buffer_before_minutes: int = 0,
    buffer_after_minutes: int = 0,
    gap: Gap | None = None,
) -> Rules:
    return Rules(timezone, slot_minutes, start_times, buffer_before_minutes, buffer_after_minutes, 0, 90, gap)


def fast_starts(hours: HoursRows, taken: list[Taken], asked: Rules, duration: int, on: date) -> list[int]:
    days = Range(asked.timezone, on, on)
    found = patterns(open_bits(hours, 1, days), taken_bits(taken, days.origin), asked, duration, days)
    grid = [
        days.days[0].first + index
        for index in allowed_starts(asked.timezone, on, asked.slot_minutes, asked.start_times)
    ]
    return [minute for minute, _who in free_starts(found, grid, 0)]


minutes_of_day = st.one_of(st.integers(0, 1440), st.sampled_from([0, 60, 90, 120, 125, 150, 179, 180, 240, 1440]))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[int, int]:
    first, second = draw(st.lists(minutes_of_day, min_size=2, max_size=2, unique=True))
    return min(first, second), max(first, second)


@st.composite
def plans(draw: st.DrawFn, on: date) -> HoursRows:
    """Hours around a date of employee 1, and some of employee 2 that must not matter."""
    near = st.integers(-1, 2).map(lambda days: on + timedelta(days=days))
    weekly = []
    for _ in range(draw(st.integers(0, 4))):
        starts, ends = draw(stretches())
        breaks = tuple(Span(*pair) for pair in draw(st.lists(stretches(), max_size=2)))
        first_on = draw(st.one_of(st.none(), near))
        last_on = draw(st.one_of(st.none(), near))
        weekday = draw(near).weekday()
        weekly.append(WeeklyRow(draw(st.sampled_from([1, 1, 1, 2])), weekday, starts, ends, breaks, first_on, last_on))
    openings = [
        OpeningRow(draw(st.sampled_from([1, 2])), draw(near), *draw(stretches()))
        for _ in range(draw(st.integers(0, 2)))
    ]
    days_off = []
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted([draw(near), draw(near)])
        part = draw(st.one_of(st.just((None, None)), stretches()))
        days_off.append(DayOffRow(draw(st.sampled_from([1, 2])), first, last, *part))
    closed_on = frozenset(draw(st.lists(near, max_size=1)))
    return HoursRows(tuple(weekly), tuple(days_off), tuple(openings), closed_on)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Rules, int, date, HoursRows, list[Taken]]:
    timezone, change = draw(st.sampled_from(CHANGES + STRANGE))
    on = change + timedelta(days=draw(st.sampled_from([0, 0, 0, -1, 1])))
    listed = draw(st.one_of(st.none(), st.lists(st.integers(0, 1439), max_size=6).map(tuple)))
    asked = rules(
        timezone,
        slot_minutes=draw(st.integers(5, 60)),
        start_times=listed,
        buffer_before_minutes=draw(st.sampled_from([0, 0, 5, 45, 480])),
        buffer_after_minutes=draw(st.sampled_from([0, 0, 10, 480])),
        gap=draw(st.one_of(st.none(), st.builds(Gap, st.integers(1, 60), st.integers(1, 60)))),
    )
    duration = draw(st.one_of(st.integers(1, 120), st.just(1440)))
    midnight = local_day(timezone, on).first
    taken = []
    for _ in range(draw(st.integers(0, 3))):
        starts = midnight + draw(st.integers(-600, 1500))
        taken.append(Taken(starts, starts + draw(st.integers(1, 400))))
    return asked, duration, on, draw(plans(on)), taken


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_fast_starts_equal_the_reference(question: tuple[Rules, int, date, HoursRows, list[Taken]]) -> None:
    asked, duration, on, hours, taken = question
    expected = reference_starts(hours, taken, asked, duration, 1, on)
    assert fast_starts(hours, taken, asked, duration, on) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions(), st.integers(-30, 1500))
def test_a_shown_start_is_bookable_and_a_bookable_one_shown(
    question: tuple[Rules, int, date, HoursRows, list[Taken]], offset: int
) -> None:
    asked, duration, on, hours, taken = question
    shown = fast_starts(hours, taken, asked, duration, on)
    day = local_day(asked.timezone, on)
    minute = min(max(day.first + offset, day.first), day.last - 1)
    for each in {minute, *shown}:
        moment = to_instant(each)
        look = look_at(moment, 1, duration, hours, taken, asked)
        assert (is_on_grid(moment, asked) and look.is_within_hours and look.is_free) == (each in shown)


def always(weekday: int, starts: int, ends: int, breaks: tuple[Span, ...] = ()) -> HoursRows:
    return HoursRows((WeeklyRow(1, weekday, starts, ends, breaks, None, None),), (), (), frozenset())


@pytest.mark.parametrize(("timezone", "on"), CHANGES)
def test_the_whole_day_of_a_clock_change_equals_the_reference(timezone: str, on: date) -> None:
    asked = rules(timezone, slot_minutes=20, buffer_after_minutes=10)
    hours = always(on.weekday(), 0, 1440, (Span(150, 165),))
    expected = reference_starts(hours, [], asked, 30, 1, on)
    assert fast_starts(hours, [], asked, 30, on) == expected
    assert expected


def test_a_repeated_hour_is_offered_twice() -> None:
    asked = rules("Europe/Copenhagen", slot_minutes=60)
    found = fast_starts(always(6, 60, 180), [], asked, 60, date(2026, 10, 25))
    assert [to_instant(one) for one in found] == [
        datetime(2026, 10, 24, 23, tzinfo=UTC),
        datetime(2026, 10, 25, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
    ]


def test_a_skipped_hour_is_not_offered() -> None:
    asked = rules("Europe/Copenhagen", slot_minutes=60)
    found = fast_starts(always(6, 60, 240), [], asked, 60, date(2026, 3, 29))
    assert [to_instant(one) for one in found] == [
        datetime(2026, 3, 29, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
    ]


def test_buffers_must_lie_within_hours() -> None:
    asked = rules("UTC", slot_minutes=15, buffer_before_minutes=10, buffer_after_minutes=20)
    found = fast_starts(always(2, 540, 660), [], asked, 60, date(2026, 7, 1))
    assert [to_instant(one) for one in found] == [
        datetime(2026, 7, 1, 9, 15, tzinfo=UTC),
        datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
    ]


def test_an_appointment_may_run_over_midnight() -> None:
    asked = rules("UTC", start_times=(1380,))
    hours = HoursRows(
        (WeeklyRow(1, 2, 1380, 1440, (), None, None), WeeklyRow(1, 3, 0, 60, (), None, None)), (), (), frozenset()
    )
    assert fast_starts(hours, [], asked, 120, date(2026, 7, 1)) == [local_day("UTC", date(2026, 7, 1)).first + 1380]
    assert fast_starts(hours, [], asked, 121, date(2026, 7, 1)) == []


def test_starts_before_the_notice_are_left_out() -> None:
    assert free_starts(["111", "010"], [10, 20, 30], 15) == [(20, (0, 1)), (30, (0,))]


def test_a_date_that_never_was_has_no_start() -> None:
    assert fast_starts(always(4, 0, 1440), [], rules("Pacific/Apia"), 30, date(2011, 12, 30)) == []


def test_an_opening_on_another_date_opens_nothing() -> None:
    on = date(2026, 7, 1)
    elsewhere = HoursRows((), (), (OpeningRow(1, on + timedelta(days=9), 540, 600),), frozenset())
    assert fast_starts(elsewhere, [], rules("UTC"), 30, on) == []
