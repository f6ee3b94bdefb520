"""Do staff see whose card a booking may belong to, and is their answer kept?"""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer

LIST = "/desk/havnegade/who-is-it/"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def known(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", phone="+4550550162")


@pytest.fixture
def booking(salon: Salon, known: Customer) -> Booking:
    with scope(business=salon.business):
        new = make_customer(salon.business, "Viggo", "Skov", phone="+4550550162", is_possible_match=True)
        return make_booking(salon, new, possible_matches=[{"customer": known.pk, "why": "phone"}])


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def fresh(booking: Booking) -> Booking:
    with scope(business=booking.business_id):
        return Booking.objects.get(pk=booking.pk)


def test_nobody_doubtful_is_said(desk: Client, business: Business) -> None:
    assert "Everybody is known" in desk.get(LIST).content.decode()


def test_a_doubtful_booking_stands_in_the_list_on_its_page_and_on_the_card(desk: Client, booking: Booking) -> None:
    for url in (LIST, f"/desk/havnegade/bookings/{booking.pk}/", f"/desk/havnegade/customers/{booking.customer_id}/"):
        html = desk.get(url).content.decode()
        assert "Freja Holm" in html
        assert "same phone" in html


def test_what_was_typed_differently_leads_to_the_comparison(desk: Client, booking: Booking) -> None:
    with scope(business=booking.business_id):
        Booking.objects.update(possible_matches=[], proposal={"phone": {"card": "", "typed": "+4511223344"}})
    html = desk.get(LIST).content.decode()
    assert "Typed differently from the card: Phone" in html
    assert f"/desk/havnegade/bookings/{booking.pk}/#prop-h" in html


def test_it_is_her_brings_the_booking_to_her_card(desk: Client, booking: Booking, known: Customer) -> None:
    answer = desk.post(f"/desk/havnegade/bookings/{booking.pk}/match/", {"customer": str(known.pk), "back": LIST})
    assert answer["Location"] == f"{LIST}?at=b{booking.pk}"
    after = fresh(booking)
    assert (after.customer_id, after.possible_matches) == (known.pk, [])


def test_somebody_else_leaves_it_where_it_is(desk: Client, booking: Booking) -> None:
    desk.post(f"/desk/havnegade/bookings/{booking.pk}/match/", {})
    after = fresh(booking)
    assert (after.customer_id, after.possible_matches) == (booking.customer_id, [])


@pytest.mark.parametrize("chosen", ["999999999", "١", "-1", "x" * 40])
def test_a_card_that_was_not_marked_changes_nothing_but_the_mark(desk: Client, booking: Booking, chosen: str) -> None:
    desk.post(f"/desk/havnegade/bookings/{booking.pk}/match/", {"customer": chosen})
    assert fresh(booking).customer_id == booking.customer_id


def test_cards_of_other_areas_are_not_named_to_an_inspector(
    inspector: Actor, area: Area, booking: Booking, now: datetime
) -> None:
    page = signed_in(inspector)
    with scope(business=booking.business_id):
        Customer.objects.filter(pk=booking.customer_id).update(area=area)
    assert "Viggo Skov" not in page.get(LIST).content.decode()  # nothing of it is hers to answer
    with scope(business=booking.business_id):
        near = make_customer(booking.business, "Vigga", "Skov", area=area)
        matches = [*booking.possible_matches, {"customer": near.pk, "why": "similar_name"}]
        Booking.objects.filter(pk=booking.pk).update(possible_matches=matches)
    html = page.get(LIST).content.decode()
    assert ("Viggo Skov" in html, "Vigga Skov" in html) == (True, True)
    assert "Freja Holm" not in html


def test_more_doubts_cost_no_more_queries(desk: Client, salon: Salon, booking: Booking, known: Customer) -> None:
    costs = []
    for hour in (11, 12):
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        costs.append(len(queries))
        with scope(business=salon.business):
            make_booking(
                salon,
                make_customer(salon.business, f"Viggo {hour}"),
                MONDAY_10.replace(hour=hour),
                possible_matches=[{"customer": known.pk, "why": "similar_name"}],
            )
    assert costs[0] == costs[1]
