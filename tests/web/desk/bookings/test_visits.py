"""Can staff book several services as one visit, warned about the part that does not fit, and losing nothing?"""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.hours import make_week
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee, Service
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
def colour(salon: Salon) -> Service:
    with scope(business=salon.business):
        return make_service(salon.business, "Colour", duration_minutes=60)


@pytest.fixture
def nora(salon: Salon, colour: Service) -> Employee:
    with scope(business=salon.business):
        make_week(nora := make_employee(salon.business, "Nora Dahl", (colour,)))
        return nora


@pytest.fixture
def address(salon: Salon, sofie: Customer, colour: Service, nora: Employee) -> str:
    """A haircut with Jonas, then colour with anyone."""
    chosen = f"customer={sofie.pk}&service={salon.service.pk}&employee={salon.jonas.pk}&on=2026-11-16"
    return f"{NEW}?{chosen}&then_service={colour.pk}&then_employee="


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def booked(business: Business) -> list[tuple[str, str, str]]:
    with scope(business=business):
        rows = Booking.objects.select_related("service", "employee").order_by("starts_at")
        return [(one.service.name, f"{one.starts_at:%H:%M}", one.employee.name) for one in rows]


def places(html: str) -> list[str]:
    return re.findall(r'id="then_service_(\d+)"', html)


def test_another_service_is_added_and_taken_away(desk: Client, address: str) -> None:
    plain = address.split("&then_service", maxsplit=1)[0]
    assert (places(desk.get(plain).content.decode()), b"Add another service" in desk.get(plain).content) == ([], True)
    assert places(desk.get(f"{plain}&add=1").content.decode()) == ["2"]
    assert b"Add another service" not in desk.get(f"{plain}&add=1").content
    assert places(desk.get(f"{address}&add=1").content.decode()) == ["2", "3"]
    assert places(desk.get(f"{address}&then_service=x&then_service=").content.decode()) == ["2"]
    removed = desk.get(f"{address}&remove=2").content.decode()
    assert (places(removed), 'id="add-service" name="add" value="1" data-focus' in removed) == ([], True)


def test_a_visit_has_at_most_ten_services(desk: Client, address: str, colour: Service) -> None:
    html = desk.get(address + f"&then_service={colour.pk}&then_employee=" * 12 + "&add=1").content.decode()
    assert (len(places(html)), "Add another service" in html) == (9, False)


def test_the_times_at_which_all_of_it_is_free_are_offered_and_told(desk: Client, address: str) -> None:
    html = desk.get(address).content.decode()
    assert "Haircut 09:00 with Jonas Krog · Colour 09:45 with Nora Dahl" in html
    assert 'value="2026-11-16T08:00:00+00:00"' in html


def test_it_is_booked_as_one_visit(desk: Client, address: str, salon: Salon) -> None:
    answer = desk.post(address, {"start": MONDAY_10.isoformat(), "internal_note": "calls ahead"})
    assert answer.status_code == 302
    assert booked(salon.business) == [("Haircut", "09:00", "Jonas Krog"), ("Colour", "09:45", "Nora Dahl")]
    with scope(business=salon.business):
        assert len(set(Booking.objects.values_list("visit", flat=True))) == 1


def test_a_part_that_is_taken_is_named_and_nothing_is_written(
    desk: Client, address: str, salon: Salon, sofie: Customer, nora: Employee
) -> None:
    with scope(business=salon.business):
        make_booking(salon, sofie, MONDAY_10 + timedelta(minutes=60), nora)
    typed = {"other_time": "10:00", "note": "her own words"}
    html = desk.post(address, typed).content.decode()
    for words in ("Somebody else has this time.", "Colour 10:45 with Nora Dahl", "her own words", 'value="10:00"'):
        assert words in html, words
    assert ("Haircut 10:00 with Jonas Krog;" in html, len(booked(salon.business))) == (False, 1)
    squeezed = desk.post(address, {**typed, "is_squeezed": "on", "override_reason": "five minutes"})
    assert (squeezed.status_code, len(booked(salon.business))) == (302, 3)


def test_a_warning_names_the_part_it_is_about_and_a_reason_covers_the_visit(
    desk: Client, address: str, salon: Salon
) -> None:
    html = desk.post(address, {"other_time": "16:00"}).content.decode()
    assert "Colour 16:45 with Nora Dahl: The time lies outside the opening hours." in html
    assert booked(salon.business) == []
    assert desk.post(address, {"other_time": "16:00", "override_reason": "promised"}).status_code == 302
    with scope(business=salon.business):
        assert list(Booking.objects.values_list("override_reason", flat=True)) == ["promised", "promised"]


def test_what_bans_all_of_it_names_no_part(desk: Client, address: str, salon: Salon, sofie: Customer) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=0)
    html = desk.post(address, {"other_time": "10:00"}).content.decode()
    assert ("goes against the rules" in html, "with Nora Dahl: " in html) == (True, False)


def test_what_concerns_all_of_it_names_no_part(desk: Client, address: str, salon: Salon) -> None:
    html = desk.post(address, {"other_time": "20:00"}).content.decode()
    assert ("> The time lies outside the opening hours." in html or "</b> The time lies outside" in html) is True


def test_a_service_that_nobody_performs_is_refused(desk: Client, address: str, salon: Salon) -> None:
    with scope(business=salon.business):
        bare = make_service(salon.business, "Bare")
    answer = desk.post(f"{address}&then_service={bare.pk}&then_employee=", {"other_time": "10:00"})
    assert (answer.status_code, booked(salon.business)) == (422, [])
    assert b"does not perform this service" in answer.content


def test_another_customer_keeps_what_was_chosen(desk: Client, address: str, colour: Service, sofie: Customer) -> None:
    assert f"&amp;then_service={colour.pk}&amp;then_employee=" in desk.get(address).content.decode()
    searched = desk.get(address.replace(f"customer={sofie.pk}", "search=bjerre")).content.decode()
    assert searched.count(f'name="then_service" value="{colour.pk}"') == 1
    assert f"&amp;then_service={colour.pk}" in searched


def test_a_series_of_visits_counts_its_dates(desk: Client, address: str, salon: Salon) -> None:
    typed = {"other_time": "10:00", "every_weeks": "1", "until": "2026-11-23"}
    html = desk.post(address, typed).content.decode()
    assert ("2 dates booked" in html, "Haircut, Colour" in html, len(booked(salon.business))) == (True, True, 4)


def test_another_tenants_service_is_not_there(desk: Client, address: str, other_business: Business) -> None:
    with scope(business=other_business):
        foreign = make_service(other_business, "Foreign")
    assert places(desk.get(f"{address}&then_service={foreign.pk}").content.decode()) == ["2"]
