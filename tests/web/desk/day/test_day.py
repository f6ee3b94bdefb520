"""Does the list of the day show who comes, and take each one step further?"""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

DAY = "/desk/havnegade/?on=2026-11-16"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def booking(salon: Salon) -> Booking:
    with scope(business=salon.business):
        customer = make_customer(salon.business, important_note="PPD allergy.", max_future_bookings=0)
        return make_booking(salon, customer)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def status_of(booking: Booking) -> str:
    with scope(business=booking.business_id):
        return Booking.objects.get(pk=booking.pk).status


def test_the_day_shows_who_comes_when_for_what_with_whom(desk: Client, booking: Booking) -> None:
    html = desk.get(DAY).content.decode()
    for words in ("Monday 16 November 2026", "10:00", "Sofie Bjerregaard", "Haircut until 10:45", "Jonas Krog"):
        assert words in html, words


def test_the_important_note_and_the_state_of_access_stand_beside_the_name(desk: Client, booking: Booking) -> None:
    html = desk.get(DAY).content.decode()
    assert ("PPD allergy." in html, "Blocked" in html) == (True, True)


def test_without_a_date_it_is_today_at_the_business(desk: Client) -> None:
    assert b"Thursday 12 November 2026" in desk.get("/desk/havnegade/").content


@pytest.mark.parametrize("query", ["on=x", "on=2026-13-01", "employee=x", "employee=987654321", "on=", "on=%00"])
def test_an_address_that_cannot_be_read_shows_today_and_everybody(desk: Client, query: str) -> None:
    assert desk.get(f"/desk/havnegade/?{query}").status_code == 200


@pytest.mark.parametrize("on", [date.min, date.max])
def test_the_first_and_the_last_date_there_are_can_be_asked_for(desk: Client, on: date) -> None:
    assert desk.get(f"/desk/havnegade/?on={on.isoformat()}").status_code == 200


def test_the_list_can_be_that_of_one_employee(desk: Client, salon: Salon, booking: Booking) -> None:
    shown = [b"Sofie" in desk.get(f"{DAY}&employee={who.pk}").content for who in (salon.jonas, salon.mette)]
    assert shown == [True, False]


@pytest.mark.parametrize(("step", "status"), [("arrive", "arrived"), ("complete", "completed"), ("no-show", "no_show")])
def test_one_button_takes_a_booking_further_and_comes_back_to_its_row(
    desk: Client, booking: Booking, step: str, status: str
) -> None:
    answer = desk.post(f"/desk/havnegade/bookings/{booking.pk}/{step}/", {"back": DAY})
    assert (answer.status_code, answer["Location"]) == (302, f"{DAY}&at=b{booking.pk}")
    assert status_of(booking) == status


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/desk/elsewhere/", "javascript:alert(1)"]
)
def test_a_form_cannot_send_anybody_elsewhere(desk: Client, booking: Booking, back: str) -> None:
    answer = desk.post(f"/desk/havnegade/bookings/{booking.pk}/arrive/", {"back": back})
    assert answer["Location"] == f"/desk/havnegade/bookings/{booking.pk}/"


def test_a_second_click_is_told_that_it_is_done(desk: Client, booking: Booking) -> None:
    url = f"/desk/havnegade/bookings/{booking.pk}/complete/"
    assert [desk.post(url).status_code, desk.post(url).status_code] == [302, 409]


def test_an_inspector_sees_the_time_of_another_areas_customer_as_taken_without_a_name(
    inspector: Actor, salon: Salon, booking: Booking, now: datetime
) -> None:
    with scope(business=salon.business):
        gone = make_customer(salon.business, "Freja", "Holm")
        make_booking(salon, gone, MONDAY_10 + timedelta(hours=2), salon.mette, status="cancelled")
    html = signed_in(inspector).get(DAY).content.decode()
    assert [words in html for words in ("10:00", "until 10:45", "Jonas Krog", "Taken by customers of other areas")] == [
        True
    ] * 4
    assert ("Sofie" in html, "12:00" in html, "Nobody is booked" in html) == (False, False, False)
    assert "Sofie" not in signed_in(inspector).get(f"{DAY}&employee={salon.mette.pk}").content.decode()


def test_whoever_sees_everybody_sees_no_time_as_taken(desk: Client, booking: Booking) -> None:
    assert b"Taken by customers of other areas" not in desk.get(DAY).content


def test_more_bookings_cost_no_more_queries(
    desk: Client, salon: Salon, booking: Booking, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(12):
        desk.get(DAY)
    with scope(business=salon.business):
        for number in (1, 2):
            customer = make_customer(salon.business, "Freja", f"Holm {number}")
            make_booking(salon, customer, MONDAY_10 + timedelta(hours=number))
    with django_assert_num_queries(12):
        desk.get(DAY)
