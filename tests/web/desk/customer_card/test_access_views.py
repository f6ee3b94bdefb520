"""Does the card say whether she may book online, why not, and where to change it?"""

import html
import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.factories.access import make_refusal, make_settings
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import queue_message
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text

HTMX = {"HX-Request": "true"}


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    """Two coming bookings, general max 2."""
    with scope(business=business):
        make_settings(business, max_future_bookings=2)
        customer = make_customer(business, language="en")
        salon = make_salon(business)
        make_booking(salon, customer)
        make_booking(salon, customer, MONDAY_10 + timedelta(days=1))
    return customer


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def url(customer: Customer, part: str = "") -> str:
    return f"/desk/havnegade/customers/{customer.pk}/{part}"


def words(client: Client, address: str, status: int = 200) -> str:
    """The page's text without its markup's blanks."""
    response = client.get(address)
    assert response.status_code == status
    return " ".join(html.unescape(response.content.decode()).split())


def limit(customer: Customer, **values: object) -> None:
    Customer._base_manager.filter(pk=customer.pk).update(**values)


def test_at_the_limit_the_panel_says_until_when_and_why(desk: Client, sofie: Customer) -> None:
    page = words(desk, url(sofie))
    assert "Can Sofie book online?" in page
    assert "<strong>Not now,</strong> 2 of 2 coming bookings used. Again after Mon 16 Nov 2026 at 10:45." in page
    assert "Follows the general setting, 2 now" in page
    assert "You have 2 of 2 coming appointments. You can book again after Monday 16 November 2026 at 10:45." in page


def test_a_blocked_card_says_by_whom_since_when_and_why(desk: Client, sofie: Customer, now: datetime) -> None:
    limit(sofie, max_future_bookings=0, limit_set_at=now, limit_set_by="Jonas Krog", limit_reason="Late three times")
    page = words(desk, url(sofie))
    assert "<strong>No,</strong> max coming bookings on the card is 0." in page
    assert "Own value 0, blocked · set by Jonas Krog, Thu 12 Nov 2026 · until someone changes it" in page
    assert "Reason: “Late three times”" in page


def test_where_nobody_books_online_the_card_says_that_it_is_the_general_setting(
    desk: Client, business: Business
) -> None:
    with scope(business=business):
        make_settings(business, max_future_bookings=0)
        customer = make_customer(business, first_name="")
    page = words(desk, url(customer))
    assert "Can Bjerregaard book online?" in page
    assert "max coming bookings is 0 for everybody who follows the general setting." in page


@pytest.mark.parametrize(
    ("stored", "text"),
    [(-1, "no limit. Coming bookings: 2."), (3, "2 of 3 coming bookings used.")],
)
def test_an_open_card_says_how_much_is_used(desk: Client, sofie: Customer, stored: int, text: str) -> None:
    limit(sofie, max_future_bookings=stored)
    page = words(desk, url(sofie))
    assert f"<strong>Yes,</strong> {text}" in page
    assert "Gives the public text" not in page


def test_the_dialog_shows_what_holds(desk: Client, sofie: Customer) -> None:
    limit(sofie, max_future_bookings=3)
    page = words(desk, url(sofie, "max/"))
    assert "How many coming bookings may Sofie have?" in page
    assert "2 now; changes with it" in page
    assert 'name="number" id="id_number" min="1" max="9999" value="3"' in page
    assert "Now: 2 coming bookings, until Mon 16 Nov 2026 at 10:45, Tue 17 Nov 2026 at 10:45." in page


@pytest.mark.parametrize(("stored", "checked"), [(None, "inherit"), (-1, "unlimited"), (0, "zero"), (4, "number")])
def test_the_choice_that_holds_is_chosen(desk: Client, sofie: Customer, stored: int | None, checked: str) -> None:
    limit(sofie, max_future_bookings=stored)
    page = words(desk, url(sofie, "max/"))
    assert re.findall(r'name="choice" value="(\w+)"[^>]* checked', page) == [checked]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"choice": "zero"}, 0),
        ({"choice": "unlimited", "number": ""}, -1),
        ({"choice": "number", "number": "3"}, 3),
        ({"choice": "inherit", "number": "3"}, None),
    ],
)
def test_saving_stores_the_choice_and_its_reason(
    desk: Client, sofie: Customer, typed: dict[str, str], stored: int | None
) -> None:
    limit(sofie, max_future_bookings=7)
    response = desk.post(url(sofie, "max/"), {"version": "1", "reason": "agreed", **typed})
    assert (response.status_code, response["Location"]) == (302, url(sofie))
    sofie.refresh_from_db()
    assert (sofie.max_future_bookings, sofie.limit_set_by, sofie.limit_reason) == (stored, "Mette Lund", "agreed")


def test_the_panel_comes_back_with_the_new_answer_and_says_it(desk: Client, sofie: Customer) -> None:
    response = desk.post(url(sofie, "max/"), {"version": "1", "choice": "zero"}, headers=HTMX)
    page = " ".join(html.unescape(response.content.decode()).split())
    assert response.status_code == 200
    assert 'id="k-access" aria-labelledby="k-access-h" hx-swap-oob="true"' in page
    assert 'id="open-max"' in page
    assert json.loads(response["HX-Trigger-After-Settle"])["k-toast"] == {
        "text": "Can Sofie book online? No, max coming bookings on the card is 0."
    }


def test_a_number_has_to_be_given_where_it_was_chosen(desk: Client, sofie: Customer) -> None:
    response = desk.post(url(sofie, "max/"), {"version": "1", "choice": "number", "number": ""}, headers=HTMX)
    assert response.status_code == 422
    assert "Type a number, or choose one of the others." in response.content.decode()


def test_what_cannot_be_stored_is_refused_in_the_dialog(desk: Client, sofie: Customer) -> None:
    typed = {"version": "1", "choice": "zero", "reason": "a\x01b"}
    response = desk.post(url(sofie, "max/"), typed, headers=HTMX)
    assert response.status_code == 422


def test_who_changed_the_card_meanwhile_is_told_and_may_save_again(desk: Client, sofie: Customer) -> None:
    limit(sofie, version=2, max_future_bookings=5)
    typed = {"version": "1", "choice": "number", "number": "3", "reason": "agreed"}
    response = desk.post(url(sofie, "max/"), typed, headers=HTMX)
    page = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert "its value is now: 5. Save again to keep yours." in page
    assert 'value="agreed"' in page
    assert desk.post(url(sofie, "max/"), {**typed, "version": "2"}, headers=HTMX).status_code == 200
    limit(sofie, version=4, max_future_bookings=None)
    response = desk.post(url(sofie, "max/"), typed, headers=HTMX)
    assert "its value is now: follows the general setting." in html.unescape(response.content.decode())


def test_who_may_not_change_it_has_no_button(practitioner: Actor, sofie: Customer) -> None:
    client = signed_in(practitioner)
    assert "open-max" not in words(client, url(sofie))
    assert client.get(url(sofie, "max/")).status_code == 403


def test_refusals_stand_on_the_card_with_the_text_that_was_shown(
    desk: Client, business: Business, sofie: Customer, now: datetime
) -> None:
    assert "Never refused" in words(desk, url(sofie, "refusals/"))
    with scope(business=business):
        salon = make_salon(business)
        make_refusal(business, now, sofie, service=salon.service, employee=salon.jonas, starts_at=MONDAY_10)
        make_refusal(business, now - timedelta(days=1), sofie, kind="move", message="Later, please.")
    page = words(desk, url(sofie, "refusals/"))
    assert f"Booking: {salon.service.name} with Jonas Krog" in page
    assert "for Mon 16 Nov 2026 at 10:00" in page
    assert "Max coming bookings on the card is 0." in page
    assert "You cannot book online at the moment. Please contact us." in page
    assert "Moving a booking" in page


def test_many_refusals_are_read_page_by_page(desk: Client, business: Business, sofie: Customer, now: datetime) -> None:
    with scope(business=business):
        for minutes in range(51):
            make_refusal(business, now - timedelta(minutes=minutes), sofie, message=f"text {minutes:03}")
    response = desk.get(url(sofie, "refusals/"))
    assert "text 049" in response.content.decode()
    assert "text 050" not in response.content.decode()
    page = words(desk, response.context["next"])
    assert "text 050" in page
    assert url(sofie, "refusals/") in page


def test_a_captured_code_can_be_read_on_the_card_and_a_sent_one_not(
    desk: Client, business: Business, sofie: Customer, now: datetime, settings: Settings
) -> None:
    assert "Nothing written yet" in words(desk, url(sofie, "messages/"))
    for url_of_server, key in (("", "one"), ("smtp://127.0.0.1:1", "two")):
        settings.EMAIL_URL = url_of_server
        text = Text("Your code", "123456 is your code." if key == "one" else "654321 is your code.")
        draft = Draft(Event.PROOF_CODE, MessageChannel.EMAIL, "sofie@example.com", "en", text, key, sofie.pk)
        with scope(business=business):
            queue_message(business_id=business.pk, draft=draft, actor=STRANGER, now=now)
    page = words(desk, url(sofie, "messages/"))
    assert "123456 is your code." in page
    assert "Captured" in page
    assert "•••••• is your code." in page
    assert "654321" not in page
    assert "Queued" in page
