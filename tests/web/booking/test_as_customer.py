"""From the card to the customer's own pages: a banner says who acts as whom, and leads back (S50)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon, make_booking
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries import manage_token
from kartotek.domain.customers.models import Customer

ME = "/havnegade/me/"
DESK = "/desk/havnegade/customers/"


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, email="sofie@example.com", language="en")


@pytest.fixture
def acting(owner: Actor, sofie: Customer, now: datetime) -> Client:
    """The owner, who has pressed the button on the card."""
    client = signed_in(owner)
    assert "Open as customer" in text(client.get(f"{DESK}{sofie.pk}/"))
    answer = client.post(f"{DESK}{sofie.pk}/open-as/")
    assert (answer.status_code, answer["Location"]) == (302, ME)
    cookie = answer.cookies["kartotek_customer"]
    assert (cookie["path"], cookie["max-age"], cookie["httponly"]) == ("/havnegade/", 900, True)
    return client


def test_a_banner_says_who_acts_as_whom_on_every_page(acting: Client, owner: Actor) -> None:
    for page in (ME, f"{ME}past/", f"{ME}details/", "/havnegade/"):
        html = text(acting.get(page))
        assert f"{owner.name}, you act as Sofie Bjerregaard." in html, page
        assert "Until 11:09" in html, page


def test_what_is_done_is_written_down_under_both_names(
    acting: Client, salon: Salon, sofie: Customer, owner: Actor
) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, sofie, MONDAY_10 + timedelta(days=14))
    assert acting.post(f"/havnegade/manage/{manage_token(booking.pk)}/cancel/", {"reason": ""}).status_code == 302
    entry = Entry._base_manager.get(action="booking.cancelled")
    assert (entry.actor_name, entry.on_behalf_of) == ("Sofie Bjerregaard", owner.name)


@pytest.mark.parametrize("page", ["wishes/", "email/", "phone/"])
def test_what_is_hers_alone_is_told_and_refused(acting: Client, sofie: Customer, page: str) -> None:
    assert "Only the customer herself changes this." in text(acting.get(ME + page))
    assert acting.post(ME + page, {"email": "x@example.com", "version": "1"}).status_code == 403
    assert "Change my e-mail" not in text(acting.get(f"{ME}details/"))


def test_back_to_the_card_ends_it(acting: Client, sofie: Customer) -> None:
    answer = acting.post(f"{ME}leave/")
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}{sofie.pk}/")
    assert acting.get(ME)["Location"].startswith("/havnegade/sign-in/")


def test_after_a_quarter_of_an_hour_it_is_over_by_itself(acting: Client, at: Callable[[str], datetime]) -> None:
    at("2026-11-12T11:10+01:00")
    assert acting.get(ME)["Location"].startswith("/havnegade/sign-in/")


def test_against_the_rules_it_leads_to_the_desk_where_a_reason_is_asked_for(acting: Client, sofie: Customer) -> None:
    assert f'href="/desk/havnegade/bookings/new/?customer={sofie.pk}"' in text(acting.get(ME))


def test_without_the_permission_there_is_no_button_and_no_way(
    practitioner: Actor, sofie: Customer, now: datetime
) -> None:
    client = signed_in(practitioner)
    assert "Open as customer" not in text(client.get(f"{DESK}{sofie.pk}/"))
    assert client.post(f"{DESK}{sofie.pk}/open-as/").status_code == 403
    assert client.get(f"{DESK}{sofie.pk}/open-as/").status_code == 405
