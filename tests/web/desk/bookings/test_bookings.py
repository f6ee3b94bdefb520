"""Can staff book, move, close and note, warned where a rule stands against it, and losing nothing they typed?"""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

NEW = "/desk/havnegade/bookings/new/"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business)


@pytest.fixture
def booking(salon: Salon, sofie: Customer) -> Booking:
    with scope(business=salon.business):
        return make_booking(salon, sofie)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def fresh(booking: Booking) -> Booking:
    with scope(business=booking.business_id):
        return Booking.objects.get(pk=booking.pk)


def count(business: Business) -> int:
    with scope(business=business):
        return Booking.objects.count()


def address(salon: Salon, sofie: Customer, on: str = "2026-11-16") -> str:
    return f"{NEW}?customer={sofie.pk}&service={salon.service.pk}&employee={salon.jonas.pk}&on={on}"


def test_a_customer_is_found_by_typing(desk: Client, salon: Salon, sofie: Customer) -> None:
    html = desk.get(f"{NEW}?search=bjerre").content.decode()
    assert f"customer={sofie.pk}&amp;" in html


def test_nobody_found_is_said(desk: Client, salon: Salon) -> None:
    assert b"Nobody was found." in desk.get(f"{NEW}?search=zzz").content


def test_the_free_times_of_the_day_are_offered(desk: Client, salon: Salon, sofie: Customer) -> None:
    html = desk.get(address(salon, sofie)).content.decode()
    assert ('value="2026-11-16T08:00:00+00:00"' in html, "09:00" in html) == (True, True)


def test_a_free_time_is_booked(desk: Client, salon: Salon, sofie: Customer) -> None:
    answer = desk.post(address(salon, sofie), {"start": MONDAY_10.isoformat(), "internal_note": "calls ahead"})
    assert answer.status_code == 302
    with scope(business=salon.business):
        made = Booking.objects.get()
    assert (made.starts_at, made.employee_id, made.internal_note, made.channel) == (
        MONDAY_10,
        salon.jonas.pk,
        "calls ahead",
        "staff",
    )


def test_a_typed_time_outside_the_hours_warns_and_asks_for_a_reason(
    desk: Client, salon: Salon, sofie: Customer
) -> None:
    answer = desk.post(address(salon, sofie), {"other_time": "20:15", "note": "after work"})
    html = answer.content.decode()
    assert (answer.status_code, count(salon.business)) == (422, 0)
    for words in ("outside the opening hours", 'name="override_reason"', 'value="20:15"', "after work"):
        assert words in html, words


def test_with_a_reason_it_is_booked_against_the_rules(desk: Client, salon: Salon, sofie: Customer) -> None:
    typed = {"other_time": "20:15", "override_reason": "her only evening"}
    assert desk.post(address(salon, sofie), typed).status_code == 302
    with scope(business=salon.business):
        assert Booking.objects.get().override_reason == "her only evening"


def test_the_limit_warns_with_its_numbers(desk: Client, salon: Salon, sofie: Customer, booking: Booking) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
    answer = desk.post(address(salon, sofie), {"other_time": "14:00"})
    assert "1 of 1 coming booking" in answer.content.decode()


def test_who_may_not_override_is_told_who_can(
    salon: Salon, sofie: Customer, practitioner: Actor, now: datetime
) -> None:
    html = signed_in(practitioner).post(address(salon, sofie), {"other_time": "20:15"}).content.decode()
    assert ('name="override_reason"' in html, count(salon.business)) == (False, 0)


def test_a_taken_time_names_others_and_can_be_squeezed_in(
    desk: Client, salon: Salon, sofie: Customer, booking: Booking
) -> None:
    typed = {"other_time": "10:15"}
    refused = desk.post(address(salon, sofie), typed)
    assert (refused.status_code, b"Somebody else has this time." in refused.content) == (422, True)
    squeezed = desk.post(address(salon, sofie), {**typed, "is_squeezed": "on", "override_reason": "five minutes"})
    assert (squeezed.status_code, count(salon.business)) == (302, 2)


@pytest.mark.parametrize(
    "typed", [{}, {"other_time": "25:00"}, {"other_time": "x"}, {"start": "x"}, {"start": "2026-11-16"}]
)
def test_a_time_that_cannot_be_read_is_named(
    desk: Client, salon: Salon, sofie: Customer, typed: dict[str, str]
) -> None:
    answer = desk.post(address(salon, sofie), typed)
    assert (answer.status_code, count(salon.business), b"id_other_time-e" in answer.content) == (422, 0, True)


def test_another_tenants_customer_does_not_exist(desk: Client, salon: Salon, other_business: Business) -> None:
    with scope(business=other_business):
        foreign = make_customer(other_business)
    assert desk.get(f"{NEW}?customer={foreign.pk}").status_code == 404


def test_a_booking_is_moved_to_another_time_and_person(desk: Client, salon: Salon, booking: Booking) -> None:
    url = f"/desk/havnegade/bookings/{booking.pk}/move/?on=2026-11-17&employee={salon.mette.pk}"
    later = MONDAY_10 + timedelta(days=1)
    assert desk.post(url, {"start": later.isoformat(), "version": "1"}).status_code == 302
    moved = fresh(booking)
    assert (moved.starts_at, moved.employee_id) == (later, salon.mette.pk)


def test_a_booking_somebody_else_changed_is_not_moved_blindly(desk: Client, booking: Booking) -> None:
    url = f"/desk/havnegade/bookings/{booking.pk}/move/"
    answer = desk.post(url, {"other_time": "14:00", "version": "7"})
    assert (answer.status_code, fresh(booking).starts_at) == (422, MONDAY_10)
    assert ('value="14:00"' in answer.content.decode(), 'name="version" value="1"' in answer.content.decode()) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("step", "before", "after"), [("cancel", "confirmed", "cancelled"), ("decline", "pending", "rejected")]
)
def test_closing_asks_why_and_keeps_the_reason(
    desk: Client, salon: Salon, sofie: Customer, step: str, before: str, after: str
) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, sofie, status=before)
    url = f"/desk/havnegade/bookings/{booking.pk}/{step}/"
    assert b"Reason" in desk.get(url).content
    assert desk.post(url, {"reason": "she called"}).status_code == 302
    closed = fresh(booking)
    assert (closed.status, closed.cancel_reason) == (after, "she called")


def test_approving_against_the_rules_asks_for_a_reason(desk: Client, salon: Salon, sofie: Customer) -> None:
    with scope(business=salon.business):
        sofie.max_future_bookings = 0
        sofie.save()
        booking = make_booking(salon, sofie, status="pending")
    url = f"/desk/havnegade/bookings/{booking.pk}/approve/"
    asked = desk.post(url)
    assert (asked.status_code, b"max coming bookings is 0" in asked.content) == (409, True)
    assert desk.post(url, {"override_reason": "promised"}).status_code == 302
    assert fresh(booking).status == "confirmed"


def test_notes_are_saved_and_a_conflict_shows_both(desk: Client, booking: Booking) -> None:
    url = f"/desk/havnegade/bookings/{booking.pk}/"
    assert desk.post(url, {"version": "1", "note": "", "internal_note": "mine"}).status_code == 302
    stale = desk.post(url, {"version": "1", "note": "", "internal_note": "yours"})
    html = stale.content.decode()
    assert (stale.status_code, "mine" in html, "yours" in html, fresh(booking).internal_note) == (
        409,
        True,
        True,
        "mine",
    )


def test_what_was_typed_differently_is_taken_over_where_it_is_ticked(
    desk: Client, salon: Salon, sofie: Customer
) -> None:
    proposal = {"phone": {"card": "", "typed": "+4531550124"}, "first_name": {"card": "Sofie", "typed": "Sofia"}}
    with scope(business=salon.business):
        booking = make_booking(salon, sofie, proposal=proposal)
    assert b"+4531550124" in desk.get(f"/desk/havnegade/bookings/{booking.pk}/").content
    assert desk.post(f"/desk/havnegade/bookings/{booking.pk}/proposal/", {"accept": "phone"}).status_code == 302
    with scope(business=salon.business):
        card = Customer.objects.get(pk=sofie.pk)
    assert (card.phone, card.first_name, fresh(booking).proposal) == ("+4531550124", "Sofie", {})


def test_markup_in_a_note_stays_text(desk: Client, salon: Salon, sofie: Customer) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, sofie, note="<script>alert(1)</script>", cancel_reason="<b>x</b>")
    html = desk.get(f"/desk/havnegade/bookings/{booking.pk}/").content.decode()
    assert ("<script>alert(1)" in html, "<b>x</b>" in html) == (False, False)
