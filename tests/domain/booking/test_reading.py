"""Bookings as lists, cards, days, links and calendar files show them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.domain.booking.desk import HOUR, Desk
from tests.factories.booking import MONDAY_10, make_booking
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer

from kartotek.domain.booking import actions
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries import (
    calendar_file,
    count_coming,
    get_booking,
    get_managed,
    list_bookings,
    list_coming,
    list_day,
    list_deleted,
    list_past,
    list_visit,
    manage_token,
)
from kartotek.domain.booking.values.bookings import BookingFilters, Move, Status
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee
from kartotek.kernel.errors import Invalid, NotFound


def test_bookings_are_listed_page_by_page(desk: Desk) -> None:
    rows = [make_booking(desk.salon, desk.customer, MONDAY_10 + index * HOUR) for index in range(3)]
    listed: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = list_bookings(
            business=desk.salon.business, viewer=desk.actor, filters=BookingFilters(), limit=2, cursor=cursor
        )
        listed += [item.id for item in page.items]
        cursor = page.next
    assert listed == [row.pk for row in rows]


@pytest.mark.parametrize("cursor", ["nonsense", "WyJ4IiwxXQ"])
def test_a_made_up_cursor_is_invalid(desk: Desk, cursor: str) -> None:
    with pytest.raises(Invalid):
        list_bookings(business=desk.salon.business, viewer=desk.actor, filters=BookingFilters(), cursor=cursor)


def test_bookings_are_filtered(desk: Desk) -> None:
    first = make_booking(desk.salon, desk.customer)
    second = make_booking(
        desk.salon, make_customer(desk.salon.business), MONDAY_10 + timedelta(days=1), desk.salon.mette
    )
    make_booking(desk.salon, desk.customer, status="cancelled")

    def ids(**wanted: object) -> list[int]:
        filters = replace(BookingFilters(statuses=(Status.CONFIRMED,)), **wanted)  # type: ignore[arg-type]  # by name
        page = list_bookings(business=desk.salon.business, viewer=desk.actor, filters=filters)
        return [item.id for item in page.items]

    assert ids(from_on=date(2026, 11, 17)) == [second.pk]
    assert ids(to_on=date(2026, 11, 16)) == [first.pk]
    assert ids(from_on=date.min, to_on=date.max) == [first.pk, second.pk]
    assert ids(employee_id=desk.salon.mette.pk) == [second.pk]
    assert ids(customer_id=desk.customer.pk) == [first.pk]


def test_a_day_lists_its_local_date(desk: Desk) -> None:
    late = make_booking(desk.salon, desk.customer, datetime(2026, 11, 16, 22, 30, tzinfo=UTC))
    make_booking(desk.salon, desk.customer, datetime(2026, 11, 16, 23, 30, tzinfo=UTC))
    day = list_day(business=desk.salon.business, viewer=desk.actor, on=date(2026, 11, 16))
    assert [item.id for item in day] == [late.pk]
    assert day[0].service_color == "blue"


def test_the_card_lists_coming_past_and_deleted(desk: Desk) -> None:
    coming = make_booking(desk.salon, desk.customer)
    past = make_booking(desk.salon, desk.customer, desk.now - timedelta(days=1))
    missed = make_booking(desk.salon, desk.customer, MONDAY_10 + HOUR, status="no_show")
    gone = make_booking(desk.salon, desk.customer, status="rejected")
    card = desk.customer.pk
    assert [item.id for item in list_coming(card, now=desk.now)] == [coming.pk]
    assert [item.id for item in list_past(card, now=desk.now)] == [missed.pk, past.pk]
    assert [item.id for item in list_deleted(card)] == [gone.pk]
    assert count_coming(card, now=desk.now) == 1
    assert [item.customer_number for item in list_visit(coming.visit, desk.customer.pk)] == [desk.customer.number]


def test_another_tenants_booking_is_not_there(desk: Desk, other_business: Business) -> None:
    booking = make_booking(desk.salon, desk.customer)
    Booking.objects.filter(pk=booking.pk).update(business=other_business)
    with pytest.raises(NotFound):
        get_booking(booking.pk, viewer=desk.actor)


def test_a_manage_link_says_what_may_still_be_done(desk: Desk) -> None:
    booking = make_booking(desk.salon, desk.customer)
    token = manage_token(booking.pk)
    managed = get_managed(token, business=desk.salon.business, now=desk.now)
    assert (managed.may_cancel, managed.may_move, managed.cancel_until) == (True, True, MONDAY_10 - timedelta(days=1))
    late = get_managed(token, business=desk.salon.business, now=MONDAY_10)
    assert (late.may_cancel, late.may_move) == (False, False)
    desk.step(actions.arrive_booking, booking.pk)
    assert not get_managed(token, business=desk.salon.business, now=desk.now).may_move


@pytest.mark.parametrize("token", ["", "1", "1.x", "x.y.z", "1.ééé", "zzzzzzzzzzzzzzzz.a", "A.b", "3w5e11264sgsg.a"])
def test_a_made_up_link_leads_nowhere(desk: Desk, token: str) -> None:
    with pytest.raises(NotFound):
        get_managed(token, business=desk.salon.business, now=desk.now)


def test_a_booking_goes_into_a_calendar(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    file = calendar_file(booking, business=desk.salon.business, now=desk.now).decode()
    assert "DTSTART:20261116T090000Z" in file
    assert "LOCATION:Havnegade 12" in file
    Business.objects.update(address_line="", postcode="", city="")
    desk.salon.business.refresh_from_db()
    cancelled = desk.step(actions.cancel_booking, booking.id)
    file = calendar_file(cancelled, business=desk.salon.business, now=desk.now).decode()
    assert ("LOCATION" in file, "STATUS:CANCELLED" in file, "SEQUENCE:1" in file) == (False, True, True)


def test_a_service_of_another_employee_cannot_take_a_moved_booking(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    stranger = Employee.objects.create(business=desk.salon.business, name="Other")
    make_service(desk.salon.business, "Massage")
    with pytest.raises(Invalid):
        desk.move(Move(booking.id, MONDAY_10 + HOUR, stranger.pk))
