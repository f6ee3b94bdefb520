"""Is it known which bookings new hours would leave outside the hours, and only those?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.hours import make_closed_day, make_opening

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.outside import (
    Change,
    closed_change,
    day_off_change,
    falling_outside,
    lies_within,
    opening_change,
    week_change,
)
from kartotek.domain.booking.queries.hours import list_hours
from kartotek.domain.booking.queries.outside import list_falling_outside
from kartotek.domain.booking.values.hours import (
    DayOffDetails,
    DayOffRow,
    HoursDetails,
    HoursRows,
    OpeningDetails,
    OpeningRow,
    Span,
    WeeklyRow,
)
from kartotek.domain.booking.values.outside import Held
from kartotek.domain.businesses.models import Area, Business

ZONE = "Europe/Copenhagen"
MONDAY = date(2026, 11, 16)
WORK = WeeklyRow(1, 0, 540, 1020, (Span(720, 750),), None, None)
HOURS = HoursRows(weekly=(WORK,), days_off=(), openings=(), closed_on=frozenset())


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of that Monday by the clock in Copenhagen."""
    return datetime(2026, 11, 16, hour - 1, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (at(9), at(12), True),
        (at(12, 30), at(17), True),
        (at(8, 59), at(10), False),
        (at(11), at(12, 1), False),
        (at(16), at(17, 0, 1), False),
        (at(9) + timedelta(days=1), at(10) + timedelta(days=1), False),
    ],
)
def test_every_minute_of_a_booking_lies_in_the_hours(starts_at: datetime, ends_at: datetime, expected: bool) -> None:
    assert lies_within(HOURS, 1, ZONE, starts_at, ends_at) is expected
    assert not lies_within(HOURS, 2, ZONE, starts_at, ends_at)


def held(starts_at: datetime, minutes: int = 60, employee_id: int = 1) -> Held:
    """A booking of that length."""
    return Held(7, employee_id, starts_at, starts_at + timedelta(minutes=minutes))


def falls(hours: HoursRows, change: Change, *those: Held) -> list[bool]:
    """Of each booking whether it would fall out."""
    found = falling_outside(hours, change, ZONE, those)
    return [each in found for each in those]


def test_an_absence_takes_what_it_touches_and_nobody_else() -> None:
    hours = replace(HOURS, weekly=(WORK, WORK._replace(employee_id=2)))
    part = DayOffDetails(from_on=MONDAY, to_on=MONDAY, starts_minute=600, ends_minute=660)
    those = (held(at(9)), held(at(9, 30)), held(at(10)), held(at(11)), held(at(10), employee_id=2), held(at(8)))
    assert falls(hours, day_off_change(1, part), *those) == [False, True, True, False, False, False]
    before = replace(hours, days_off=(DayOffRow(1, MONDAY, MONDAY, 600, 660),))
    assert falls(before, day_off_change(1, part), *those) == [False] * 6
    later = replace(part, starts_minute=660, ends_minute=690)
    assert falls(before, day_off_change(1, later, part), *those) == [False, False, False, True, False, False]


def test_an_opening_that_is_moved_leaves_its_bookings_behind() -> None:
    early = OpeningDetails(on=MONDAY, starts_minute=420, ends_minute=540)
    hours = replace(HOURS, openings=(OpeningRow(1, MONDAY, 420, 540),))
    those = (held(at(7)), held(at(8)), held(at(9)))
    assert falls(hours, opening_change(1, replace(early, starts_minute=480), early), *those) == [True, False, False]


def test_a_closed_day_spares_extra_openings_and_opens_the_one_it_was_before() -> None:
    evening = OpeningRow(1, MONDAY, 1020, 1140)
    hours = replace(HOURS, openings=(evening,))
    those = (held(at(10)), held(at(17)), held(at(10) + timedelta(days=7)))
    week_later = MONDAY + timedelta(days=7)
    assert falls(hours, closed_change([MONDAY]), *those) == [True, False, False]
    closed = replace(hours, closed_on=frozenset({MONDAY}))
    assert falls(closed, closed_change([week_later], MONDAY), *those) == [False, False, True]


def test_when_clocks_go_back_an_absence_holds_the_hour_both_times() -> None:
    sunday = date(2026, 10, 25)
    hours = replace(HOURS, weekly=(WeeklyRow(1, 6, 0, 1440, (), None, None),))
    away = day_off_change(1, DayOffDetails(from_on=sunday, to_on=sunday, starts_minute=120, ends_minute=180))
    utc = [datetime(2026, 10, 24, 23, 30, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(6)]
    those = [held(moment, 30) for moment in utc]  # 01:30, 02:00, 02:30, 02:00 again, 02:30 again, 03:00
    assert falls(hours, away, *those) == [False, True, True, True, True, False]


def test_when_clocks_go_forward_an_absence_ends_with_the_hour_that_is_left_out() -> None:
    sunday = date(2027, 3, 28)
    hours = replace(HOURS, weekly=(WeeklyRow(1, 6, 0, 1440, (), None, None),))
    away = day_off_change(1, DayOffDetails(from_on=sunday, to_on=sunday, starts_minute=60, ends_minute=180))
    utc = [datetime(2027, 3, 27, 23, 30, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(4)]
    those = [held(moment, 30) for moment in utc]  # 00:30, 01:00, 01:30, 03:00
    assert falls(hours, away, *those) == [False, True, True, False]


@given(
    st.sampled_from([date(2026, 10, 25), date(2027, 3, 28), MONDAY]),
    st.integers(-2000, 4000),
    st.integers(1, 1440),
)
def test_a_whole_day_away_takes_exactly_what_lies_on_that_date(on: date, minutes: int, length: int) -> None:
    always = tuple(WeeklyRow(1, weekday, 0, 1440, (), None, None) for weekday in range(7))
    zone = ZoneInfo(ZONE)
    booked = held(datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(minutes=minutes), length)
    dates = {(booked.starts_at + timedelta(minutes=n)).astimezone(zone).date() for n in range(length)}
    change = day_off_change(1, DayOffDetails(from_on=on, to_on=on))
    assert falls(replace(HOURS, weekly=always), change, booked) == [on in dates]


def found(business: Business, viewer: Actor, change: Change, now: datetime) -> list[int | None]:
    """The bookings that are told."""
    answer = list_falling_outside(business=business, viewer=viewer, change=change, now=now)
    assert answer.count == len(answer.items)
    return [each.booking_id for each in answer.items]


@pytest.mark.usefixtures("scoped")
def test_only_bookings_that_fall_out_of_the_hours_are_named(
    business: Business, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    salon, customer = make_salon(business), make_customer(business)
    stays = make_booking(salon, customer)
    falls_out = make_booking(salon, customer, MONDAY_10 + timedelta(hours=5))
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=9))  # outside before, too
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=6), employee=salon.mette)
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=4), status="cancelled")
    make_opening(salon.jonas, MONDAY + timedelta(days=7), "14:00", "17:00")
    make_booking(salon, customer, MONDAY_10 + timedelta(days=7, hours=5))  # kept by the extra opening
    make_closed_day(business, MONDAY + timedelta(days=14))
    make_booking(salon, customer, MONDAY_10 + timedelta(days=14))  # closed before, too
    items: list[HoursDetails] = [replace(item, ends_minute=780) for item in list_hours(salon.jonas.pk)]
    with django_assert_num_queries(2):
        answer = list_falling_outside(
            business=business, viewer=owner, change=week_change(salon.jonas.pk, items), now=now
        )
    assert [each.booking_id for each in answer.items] == [falls_out.pk]
    assert found(business, owner, week_change(salon.jonas.pk, list_hours(salon.jonas.pk)), now) == []
    assert found(business, owner, week_change(salon.jonas.pk, []), now) == [stays.pk, falls_out.pk]


@pytest.mark.usefixtures("scoped")
def test_only_the_first_are_told_by_two_queries_however_many_there_are(
    business: Business, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    salon, customer = make_salon(business), make_customer(business)
    for week in range(26):
        for employee in (salon.jonas, salon.mette):
            make_booking(salon, customer, MONDAY_10 + timedelta(days=7 * week, hours=2), employee)
    closed = closed_change([MONDAY + timedelta(days=7 * week) for week in range(26)])
    with django_assert_num_queries(2):
        answer = list_falling_outside(business=business, viewer=owner, change=closed, now=now)
    assert (answer.count, len(answer.items), bool(answer)) == (52, 50, True)
    assert {each.employee_name for each in answer.items} == {"Jonas Krog", "Mette Lund"}
    assert found(business, owner, closed_change([MONDAY + timedelta(days=1)]), now) == []


@pytest.mark.usefixtures("scoped")
def test_an_inspector_is_told_only_the_time_of_what_others_hold(
    business: Business, inspector: Actor, area: Area, now: datetime
) -> None:
    salon = make_salon(business)
    mine = make_booking(salon, make_customer(business, area=area, first_name="Freja", last_name="Holm"))
    make_booking(salon, make_customer(business), MONDAY_10 + timedelta(hours=1))
    away = day_off_change(salon.jonas.pk, DayOffDetails(from_on=MONDAY, to_on=MONDAY))
    answer = list_falling_outside(business=business, viewer=inspector, change=away, now=now)
    assert [(each.booking_id, each.customer_name, each.service_name) for each in answer.items] == [
        (mine.pk, "Freja Holm", "Haircut"),
        (None, "", ""),
    ]
    assert answer.items[1].starts_at == MONDAY_10 + timedelta(hours=1)


@pytest.mark.usefixtures("scoped")
def test_a_booking_that_reaches_into_the_first_day_away_falls_out(
    business: Business, owner: Actor, now: datetime
) -> None:
    salon = make_salon(business)
    make_opening(salon.jonas, MONDAY, "17:00", "24:00")
    make_opening(salon.jonas, MONDAY + timedelta(days=1), "00:00", "09:00")
    late = MONDAY_10 + timedelta(hours=13)
    night = make_booking(salon, make_customer(business), late, ends_at=late + timedelta(hours=3))
    tuesday = MONDAY + timedelta(days=1)
    away = day_off_change(salon.jonas.pk, DayOffDetails(from_on=tuesday, to_on=tuesday))
    assert found(business, owner, away, now) == [night.pk]


@pytest.mark.usefixtures("scoped")
def test_without_bookings_nothing_falls_out(business: Business, owner: Actor, now: datetime) -> None:
    salon = make_salon(business)
    assert found(business, owner, week_change(salon.jonas.pk, []), now) == []
