"""The wall clock and the instants it stands for, across clock changes."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.kernel.periods import (
    Period,
    closing_instant,
    day_bounds,
    end_of_day,
    is_zone,
    local_date,
    local_minute,
    minute_text,
    opening_instant,
    parse_minute,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
ZONES = ["Europe/Copenhagen", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "UTC"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_ordinary_minute_is_found() -> None:
    assert opening_instant(date(2026, 11, 12), 13 * 60, COPENHAGEN) == at("2026-11-12T12:00+00:00")


def test_a_skipped_minute_is_the_next_valid_one() -> None:
    for minute in (120, 150, 179):
        assert opening_instant(SPRING, minute, COPENHAGEN) == at("2026-03-29T01:00+00:00")
        assert closing_instant(SPRING, minute, COPENHAGEN) == at("2026-03-29T01:00+00:00")


def test_a_minute_that_occurs_twice_is_the_first_as_opening_and_the_second_as_closing() -> None:
    assert opening_instant(AUTUMN, 150, COPENHAGEN) == at("2026-10-25T00:30+00:00")
    assert closing_instant(AUTUMN, 150, COPENHAGEN) == at("2026-10-25T01:30+00:00")


def test_the_end_of_the_day_is_the_next_midnight() -> None:
    assert opening_instant(date(2026, 11, 12), 1440, COPENHAGEN) == at("2026-11-12T23:00+00:00")
    assert end_of_day(date(2026, 11, 12), COPENHAGEN) == at("2026-11-12T23:00+00:00")


@pytest.mark.parametrize(("on", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 7, 1), 24)])
def test_a_day_has_23_24_or_25_hours(on: date, hours: int) -> None:
    assert day_bounds(on, COPENHAGEN).duration == timedelta(hours=hours)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1440), st.sampled_from(ZONES))
def test_an_opening_is_the_first_minute_not_before_the_wanted_one(on: date, minute: int, name: str) -> None:
    zone = ZoneInfo(name)
    found = opening_instant(on, minute, zone)
    wanted = datetime.combine(on, datetime.min.time()) + timedelta(minutes=minute)

    def wall(moment: datetime) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None)

    assert wall(found) >= wanted
    assert wall(found - timedelta(minutes=1)) < wanted
    assert closing_instant(on, minute, zone) >= found


def test_periods_touch_without_overlapping() -> None:
    first = Period(at("2026-11-12T09:00+01:00"), at("2026-11-12T10:00+01:00"))
    second = Period(at("2026-11-12T10:00+01:00"), at("2026-11-12T11:00+01:00"))
    assert not first.overlaps(second)
    assert first.overlaps(Period(at("2026-11-12T09:59+01:00"), at("2026-11-12T10:01+01:00")))
    assert first.covers(at("2026-11-12T08:00+00:00"))
    assert not first.covers(at("2026-11-12T09:00+00:00"))


def test_a_period_across_the_repeated_hour_is_measured_in_real_time() -> None:
    starts = datetime(2026, 10, 25, 2, 30, tzinfo=COPENHAGEN)
    ends = datetime(2026, 10, 25, 2, 30, tzinfo=COPENHAGEN, fold=1)
    assert Period(starts, ends).duration == timedelta(hours=1)


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(at("2026-11-12T10:00+01:00"), at("2026-11-12T09:00+00:00"))


def test_local_date_and_minute_are_those_on_the_wall() -> None:
    late = datetime(2026, 11, 12, 23, 30, tzinfo=UTC)
    assert (local_date(late, COPENHAGEN), local_minute(late, COPENHAGEN)) == (date(2026, 11, 13), 30)
    assert local_date(late.astimezone(timezone(timedelta(hours=-5))), COPENHAGEN) == date(2026, 11, 13)


@pytest.mark.parametrize("name", ["Europe/Copenhagen", "UTC", "America/New_York"])
def test_a_place_is_a_zone(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize("name", ["CET", "Europe/Atlantis", "", "../etc/passwd", "posixrules"])
def test_what_is_no_place_is_no_zone(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("09:05", 545), ("24:00", 1440)])
def test_a_time_of_day_is_read_and_written(text: str, minute: int) -> None:
    assert (parse_minute(text), minute_text(minute)) == (minute, text)


@pytest.mark.parametrize("text", ["", "9:00", "09.00", "24:01", "12:60", "-1:00", "٠٩:٠٠", "09:00:00", "+9:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    assert parse_minute(text) is None
