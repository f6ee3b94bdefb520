"""What the calendar reads: bookings of some days, when people do not work, how full each day is."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.booking import MONDAY_10, Salon, make_booking
from tests.factories.businesses import make_area, make_business
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking.decisions.bits import runs, span
from kartotek.domain.booking.models import ClosedDay, DayOff
from kartotek.domain.booking.queries.days import list_closings, list_day_bookings, list_loads
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.days import DayBooking, DayLoad

MONDAY = date(2026, 11, 16)
HOUR = timedelta(hours=1)


@given(st.integers(0, 2**300))
def test_runs_are_the_bits_again_and_never_touch(bits: int) -> None:
    found = runs(bits)
    assert sum(span(*one) for one in found) == bits
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))


def seen(salon: Salon, viewer: Actor, days: int = 1) -> list[DayBooking]:
    dates = (MONDAY, MONDAY + timedelta(days=days - 1))
    who = [salon.jonas.pk, salon.mette.pk]
    return list_day_bookings(business=salon.business, viewer=viewer, dates=dates, employee_ids=who)


def test_a_day_has_what_takes_place_on_it_by_start(salon: Salon, owner: Actor) -> None:
    customer = make_customer(salon.business, important_note="Allergic", max_future_bookings=3)
    late = make_booking(salon, customer, MONDAY_10 + HOUR, salon.mette, channel="staff", internal_note="VIP")
    first = make_booking(salon, customer)
    make_booking(salon, customer, MONDAY_10 + 2 * HOUR, status="cancelled")
    make_booking(salon, customer, MONDAY_10 + 3 * HOUR, status="rejected")
    make_booking(salon, customer, MONDAY_10 + 24 * HOUR)
    assert seen(salon, owner) == [
        DayBooking(
            first.pk, 1, Status.CONFIRMED, True, False, False, True, salon.service.pk, "Haircut", salon.service.color,
            salon.jonas.pk, MONDAY_10, first.ends_at, customer.pk, "Sofie Bjerregaard", "Allergic", 3,
            None, None,
        ),
        DayBooking(
            late.pk, 1, Status.CONFIRMED, False, False, True, False, salon.service.pk, "Haircut", salon.service.color,
            salon.mette.pk, MONDAY_10 + HOUR, late.ends_at, customer.pk, "Sofie Bjerregaard", "Allergic", 3,
            None, None,
        ),
    ]  # fmt: skip
    assert len(seen(salon, owner, days=2)) == 3
    dates = (MONDAY, MONDAY)
    assert list_day_bookings(business=salon.business, viewer=owner, dates=dates, employee_ids=[]) == []


def test_what_began_the_evening_before_is_still_seen(salon: Salon, owner: Actor) -> None:
    midnight = datetime(2026, 11, 15, 23, 0, tzinfo=UTC)
    customer = make_customer(salon.business)
    make_booking(salon, customer, midnight - 2 * HOUR, ends_at=midnight)
    over = make_booking(salon, customer, midnight - HOUR, salon.mette, ends_at=midnight + HOUR)
    assert [one.id for one in seen(salon, owner)] == [over.pk]


def test_of_customers_of_other_areas_only_the_time_is_told(salon: Salon) -> None:
    ours, theirs = make_area(salon.business, "Ours"), make_area(salon.business, "Theirs")
    for area, start in ((ours, MONDAY_10), (theirs, MONDAY_10 + HOUR), (None, MONDAY_10 + 2 * HOUR)):
        customer = make_customer(salon.business, area=area, important_note="Allergic")
        make_booking(salon, customer, start, internal_note="VIP")
    inspector = Actor(ActorKind.STAFF, 1, "Inge", area_ids=frozenset({ours.pk}))
    told = [(one.customer_id is not None, one.customer_name, one.important_note) for one in seen(salon, inspector)]
    assert told == [(True, "Sofie Bjerregaard", "Allergic"), (False, "", ""), (False, "", "")]
    assert [(one.has_note, one.is_first) for one in seen(salon, inspector)][1:] == [(False, False)] * 2


def test_another_business_is_not_seen(salon: Salon, owner: Actor) -> None:
    make_booking(salon, make_customer(salon.business))
    other = make_business("other")
    with scope(business=other):
        assert (
            list_day_bookings(business=other, viewer=owner, dates=(MONDAY, MONDAY), employee_ids=[salon.jonas.pk]) == []
        )


def test_closings_are_all_but_the_hours(salon: Salon) -> None:
    DayOff.objects.create(
        business=salon.business, employee=salon.jonas, from_on=MONDAY, to_on=MONDAY, starts_minute=720, ends_minute=780
    )
    found = list_closings(business=salon.business, dates=(MONDAY, MONDAY), employee_ids=[salon.jonas.pk])
    at = MONDAY_10 - 10 * HOUR
    assert [(one.starts_at - at, one.ends_at - at) for one in found] == [
        (0 * HOUR, 9 * HOUR),
        (12 * HOUR, 13 * HOUR),
        (17 * HOUR, 24 * HOUR),
    ]


@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_on_which_the_clock_jumps_is_closed_to_its_end(salon: Salon, on: date) -> None:
    [closing] = list_closings(business=salon.business, dates=(on, on), employee_ids=[salon.jonas.pk])
    assert closing.ends_at - closing.starts_at == (23 if on.month == 3 else 25) * HOUR


def test_the_load_is_of_all_who_are_asked_about(salon: Salon) -> None:
    ClosedDay.objects.create(business=salon.business, on=MONDAY + timedelta(days=1), name="Fair")
    customer = make_customer(salon.business)
    make_booking(salon, customer)
    make_booking(salon, customer, MONDAY_10, salon.mette)
    who = [salon.jonas.pk, salon.mette.pk]
    dates = (MONDAY, MONDAY + timedelta(days=1))
    assert list_loads(business=salon.business, dates=dates, employee_ids=who) == [
        DayLoad(MONDAY, 2 * 8 * 60, 90),
        DayLoad(MONDAY + timedelta(days=1), 0, 0),
    ]
