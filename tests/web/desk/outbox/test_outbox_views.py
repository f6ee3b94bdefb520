"""The outbox: everything the business wrote, and what failed tried again."""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.messages import make_message
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message

URL = "/desk/havnegade/outbox/"


@pytest.fixture
def desk(receptionist: Actor, now: datetime, settings: Settings) -> Client:
    settings.EMAIL_URL = "smtp://127.0.0.1:25"
    return signed_in(receptionist)


@pytest.fixture
def sofie(business: Business) -> Customer:
    with scope(business=business):
        return make_customer(business, email="sofie@example.com")


def make(business: Business, customer: Customer | None, **fields: object) -> Message:
    with scope(business=business):
        return make_message(business, customer, **fields)


def test_it_says_when_nothing_was_written_and_when_nothing_is_sent(desk: Client, settings: Settings) -> None:
    assert "Nothing written yet" in text(desk.get(URL))
    assert "Nothing is sent from here" not in text(desk.get(URL))
    settings.EMAIL_URL = settings.SMS_URL = ""
    assert "Nothing is sent from here" in text(desk.get(URL))
    assert "There is no message of this kind" in text(desk.get(f"{URL}?part=trouble"))


def test_each_message_leads_to_its_text_its_customer_and_its_remedy(
    desk: Client, business: Business, sofie: Customer
) -> None:
    failed = make(business, sofie, state="failed", error="The mail server refused it.")
    unknown = make(business, sofie, state="unknown", event="booking_moved")
    make(business, None, event="waitlist_offer", to="viggo@example.com", subject="<b>Free</b>", state="queued")
    page = text(desk.get(URL))
    for said in ("Sofie Bjerregaard", "viggo@example.com", "The mail server refused it.", "due "):
        assert said in page
    assert f'action="{URL}{failed.pk}/retry/"' in page
    assert f"/customers/{sofie.pk}/messages/{unknown.pk}/again/" in page
    assert "&lt;b&gt;Free" in desk.get(URL).content.decode()
    trouble = text(desk.get(f"{URL}?part=trouble&channel=email"))
    assert "viggo@example.com" not in trouble
    assert "viggo@example.com" in text(desk.get(f"{URL}?part=waiting"))
    assert "Sofie" not in text(desk.get(f"{URL}?channel=sms"))
    shown = text(desk.get(f"{URL}{failed.pk}/", headers={"HX-Request": "true"}))
    assert "Vi ses." in shown


def test_a_failed_message_is_tried_again_once(desk: Client, business: Business, sofie: Customer) -> None:
    failed = make(business, sofie, state="failed")
    url = f"{URL}{failed.pk}/retry/"
    assert "On its way to sofie@example.com" in text(desk.post(url, follow=True))
    assert Message._base_manager.get().state == "queued"
    assert "cannot be sent again" in text(desk.post(url, follow=True))


def test_without_an_address_it_says_so(desk: Client, business: Business) -> None:
    with scope(business=business):
        bare = make_customer(business, "Bare")
    failed = make(business, bare, state="failed")
    assert "no e-mail address on the card" in text(desk.post(f"{URL}{failed.pk}/retry/", follow=True))


def test_another_page_is_reached(desk: Client, business: Business, sofie: Customer) -> None:
    for _ in range(51):
        make(business, sofie)
    page = text(desk.get(URL))
    assert "cursor=" in page
    cursor = page.partition("cursor=")[2].partition('"')[0]
    assert page.count("k-name") == 50
    assert text(desk.get(f"{URL}?cursor={cursor}")).count("k-name") == 1


def test_what_is_not_of_this_business_is_not_there(desk: Client) -> None:
    other = make_business("other")
    theirs = make(other, None, state="failed")
    assert desk.get(f"{URL}{theirs.pk}/").status_code == 404
    assert desk.post(f"{URL}{theirs.pk}/retry/").status_code == 404
