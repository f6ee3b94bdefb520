"""What does a due reminder come to, when is it due next, and who is told? Without a database (S36 to S39)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.reminders.recurrence import day_by_day, rule_of

from kartotek.domain.businesses.values import Role
from kartotek.domain.reminders.decisions.firing import (
    due_after_change,
    first_due,
    is_to_come,
    next_from,
    plan_firing,
    recipients,
)
from kartotek.domain.reminders.decisions.occurrences import occurrence
from kartotek.domain.reminders.values.firings import Fired, FiringPlan, Note, Person, Schedule
from kartotek.domain.reminders.values.reminders import Audience
from kartotek.domain.reminders.values.rules import Coming

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)  # 10:54 in Copenhagen
TODAY = date(2026, 11, 12)


def schedule(words: str, starts: str = "2026-11-10", minute: int = 420, *skipped: str) -> Schedule:
    return Schedule(rule_of(starts, words), minute, ZONE, frozenset(date.fromisoformat(on) for on in skipped))


def day(number: int) -> date:
    return date(2026, 11, number)


def at(on: date, minute: int = 420) -> Coming:
    return occurrence(on, minute, ZONE)


# ---- when it is due ----------------------------------------------------------------------------------------------


def test_a_new_series_is_due_at_its_next_date() -> None:
    assert first_due(schedule("daily", minute=660), NOW) == at(TODAY, 660)
    assert first_due(schedule("weekly, mon"), NOW) == at(day(16))
    assert first_due(schedule("daily, until 2026-11-11"), NOW) is None


def test_an_earlier_hour_of_today_is_due_at_once() -> None:
    assert first_due(schedule("daily"), NOW) == Coming(TODAY, NOW)
    assert first_due(schedule("never", "2026-11-12"), NOW) == Coming(TODAY, NOW)


def test_a_single_date_that_lies_behind_is_due_at_once() -> None:
    assert first_due(schedule("never", "2026-01-31"), NOW) == Coming(date(2026, 1, 31), NOW)


def test_a_date_that_was_taken_out_is_left_out() -> None:
    assert next_from(schedule("daily", "2026-11-10", 420, "2026-11-13"), day(13)) == at(day(14))
    assert first_due(schedule("never", "2026-11-13", 420, "2026-11-13"), NOW) is None


def test_after_a_change_nothing_fires_that_lies_behind() -> None:
    assert due_after_change(schedule("daily"), NOW, None) == at(day(13))
    assert due_after_change(schedule("daily", minute=660), NOW, None) == at(TODAY, 660)
    assert due_after_change(schedule("never", "2026-11-11"), NOW, None) is None


def test_after_a_change_no_date_fires_again() -> None:
    assert due_after_change(schedule("daily", minute=660), NOW, TODAY) == at(day(13), 660)
    assert due_after_change(schedule("never", "2026-11-12", 660), NOW, TODAY) is None


def test_moved_to_today_an_earlier_hour_is_due_at_once_but_not_twice() -> None:
    assert due_after_change(schedule("never", "2026-11-12"), NOW, None, is_today_open=True) == Coming(TODAY, NOW)
    assert due_after_change(schedule("never", "2026-11-12"), NOW, TODAY, is_today_open=True) is None


def test_a_date_is_to_come_when_it_is_of_the_series_and_has_not_fired() -> None:
    series = schedule("weekly, mon", "2026-11-09", 420, "2026-11-23")
    assert [on.day for on in (day(9), day(16), day(17), day(23), day(30)) if is_to_come(series, on, day(9))] == [16, 30]
    assert is_to_come(series, day(9), None) is True


# ---- what fires --------------------------------------------------------------------------------------------------


def test_on_time_it_fires_once_and_is_due_next_time() -> None:
    minute_later = at(TODAY).at + timedelta(seconds=59)
    assert plan_firing(schedule("daily"), at(TODAY), minute_later) == FiringPlan(Fired(TODAY), at(day(13)))
    assert plan_firing(schedule("never", "2026-11-12"), at(TODAY), minute_later) == FiringPlan(Fired(TODAY), None)


def test_after_days_without_a_worker_it_fires_once_and_names_the_days() -> None:
    plan = plan_firing(schedule("daily", "2026-11-01"), at(day(3)), NOW)
    assert plan == FiringPlan(Fired(TODAY, tuple(day(number) for number in range(3, 13))), at(day(13)))
    assert plan.fired is not None
    assert plan.fired.is_late is True


def test_the_date_that_is_on_time_is_not_among_those_missed() -> None:
    on_time = at(TODAY).at + timedelta(minutes=9)
    plan = plan_firing(schedule("daily"), at(day(10)), on_time)
    assert plan.fired == Fired(TODAY, (day(10), day(11)))


def test_a_date_taken_out_is_not_missed() -> None:
    plan = plan_firing(schedule("daily", "2026-11-10", 420, "2026-11-11"), at(day(10)), NOW)
    assert plan.fired == Fired(TODAY, (day(10), TODAY))


def test_what_was_made_late_today_is_not_late() -> None:
    assert plan_firing(schedule("daily"), Coming(TODAY, NOW), NOW + timedelta(minutes=1)).fired == Fired(TODAY)


def test_when_the_clocks_of_the_business_were_set_back_it_waits() -> None:
    new_york = Schedule(rule_of("2026-11-12", "daily"), 420, ZoneInfo("America/New_York"))
    assert plan_firing(new_york, at(TODAY), NOW) == FiringPlan(None, occurrence(TODAY, 420, new_york.zone))


def test_a_date_that_is_none_any_more_does_not_fire() -> None:
    taken_out = schedule("daily", "2026-11-12", 420, "2026-11-12")
    assert plan_firing(taken_out, at(TODAY), NOW) == FiringPlan(None, at(day(13)))


@settings(deadline=None)
@given(
    st.sampled_from(["daily", "daily, every 3", "weekly, mon thu", "monthly", "monthly, last fri"]),
    st.lists(st.integers(1, 60 * 24 * 40), min_size=1, max_size=12),
)
def test_whenever_workers_run_every_date_fires_once_or_is_named_as_missed(words: str, pauses: list[int]) -> None:
    series = schedule(words, "2026-10-01")
    due, now = first_due(series, at(date(2026, 10, 1), 0).at), at(date(2026, 10, 1), 0).at
    seen: list[date] = []
    for pause in pauses:
        now += timedelta(minutes=pause)
        if due is not None and due.at <= now:
            plan = plan_firing(series, due, now)
            due = plan.next
            assert plan.fired is not None
            seen += [*(on for on in plan.fired.missed if on != plan.fired.on), plan.fired.on]
    until = now.astimezone(ZONE)
    expected = [on for on in day_by_day(series.rule, 800) if at(on).at <= until]
    assert seen == expected


# ---- who is told -------------------------------------------------------------------------------------------------


def somebody(number: int, role: Role, *areas: int) -> Person:
    return Person(number, role.value, role, f"{number}@example.com", "", "da", frozenset(areas))


OWNER, ADMIN = somebody(1, Role.OWNER), somebody(2, Role.ADMINISTRATOR)
NORTH, BOTH, SOUTH = (
    somebody(3, Role.INSPECTOR, 7),
    somebody(4, Role.INSPECTOR, 7, 8),
    somebody(5, Role.INSPECTOR, 8),
)
EVERYBODY = [OWNER, ADMIN, NORTH, BOTH, SOUTH]


@pytest.mark.parametrize(
    ("audience", "area", "told", "note"),
    [
        (Audience.ADMINISTRATORS, 7, [OWNER, ADMIN], Note.NOTHING),
        (Audience.ADMINISTRATORS, None, [OWNER, ADMIN], Note.NOTHING),
        (Audience.INSPECTORS, 7, [NORTH, BOTH], Note.NOTHING),
        (Audience.INSPECTORS, 8, [BOTH, SOUTH], Note.NOTHING),
        (Audience.BOTH, 7, [OWNER, ADMIN, NORTH, BOTH], Note.NOTHING),
        (Audience.INSPECTORS, 9, [OWNER, ADMIN], Note.NO_INSPECTOR),
        (Audience.BOTH, 9, [OWNER, ADMIN], Note.NO_INSPECTOR),
        (Audience.INSPECTORS, None, [OWNER, ADMIN], Note.NO_INSPECTOR),
    ],
)
def test_who_is_told_of_a_customer_of_an_area(audience: Audience, area: int | None, told: object, note: Note) -> None:
    found = recipients(audience, area, EVERYBODY)
    assert (list(found.people), found.note) == (told, note)
