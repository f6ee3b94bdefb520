"""Is it known which bookings a new plan would leave outside the hours, and only those?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.hours import make_closed_day, make_opening

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.outside import lies_within
from kartotek.domain.booking.queries.hours import list_hours
from kartotek.domain.booking.queries.outside import list_falling_outside
from kartotek.domain.booking.values.hours import HoursDetails, HoursRows, Span, WeeklyRow
from kartotek.domain.businesses.models import Business

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


@pytest.mark.usefixtures("scoped")
def test_only_bookings_that_fall_out_of_the_hours_are_named(
    business: Business, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    salon, customer = make_salon(business), make_customer(business)
    stays = make_booking(salon, customer)
    falls = make_booking(salon, customer, MONDAY_10 + timedelta(hours=5))
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=9))  # outside before, too
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=6), employee=salon.mette)
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=4), status="cancelled")
    make_opening(salon.jonas, MONDAY + timedelta(days=7), "14:00", "17:00")
    make_booking(salon, customer, MONDAY_10 + timedelta(days=7, hours=5))  # kept by the extra opening
    make_closed_day(business, MONDAY + timedelta(days=14))
    make_booking(salon, customer, MONDAY_10 + timedelta(days=14))  # closed before, too
    items: list[HoursDetails] = [replace(item, ends_minute=780) for item in list_hours(salon.jonas.pk)]

    def found(weekly: list[HoursDetails]) -> list[int]:
        asked = {"business": business, "viewer": owner, "employee_id": salon.jonas.pk}
        return [each.id for each in list_falling_outside(**asked, items=weekly, now=now)]  # type: ignore[arg-type]  # of three kinds

    with django_assert_num_queries(2):
        assert found(items) == [falls.pk]
    assert found(list(list_hours(salon.jonas.pk))) == []
    assert found([]) == [stays.pk, falls.pk]


@pytest.mark.usefixtures("scoped")
def test_without_bookings_nothing_falls_out(business: Business, owner: Actor, now: datetime) -> None:
    salon = make_salon(business)
    answer = list_falling_outside(business=business, viewer=owner, employee_id=salon.jonas.pk, items=[], now=now)
    assert answer == []
