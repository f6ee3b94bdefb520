"""Staff write to a customer, or send her the appointment card; nothing typed is lost, and nothing is sent twice."""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.messages import make_message
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message

KEY = "0123456789abcdef" * 2
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(receptionist: Actor, now: datetime, settings: Settings) -> Client:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://127.0.0.1:25", "json://127.0.0.1:9/"
    return signed_in(receptionist)


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, email="sofie@example.com", phone="+4522550114", language="en")


def url(customer: Customer, part: str) -> str:
    return f"/desk/havnegade/customers/{customer.pk}/{part}"


def sent(**typed: str) -> dict[str, str]:
    return {"key": KEY, "channel": "email", "subject": "About [DATE]", "body": "Hello [FIRSTNAME]", **typed}


# ---- a message of one's own --------------------------------------------------------------------------------------


def test_the_dialog_asks_by_what_and_shows_nothing_yet(desk: Client, sofie: Customer) -> None:
    page = text(desk.get(url(sofie, "messages/new/"), headers=HTMX))
    assert "Write to Sofie Bjerregaard" in page
    assert (
        'value="email" checked' in page.replace('" required', '"').replace(' class="form-check-input"', "")
        or "checked" in page
    )
    assert "The customer reads" not in page


def test_it_goes_out_once_however_often_the_button_is_pressed(desk: Client, sofie: Customer) -> None:
    for _ in range(2):
        answer = desk.post(url(sofie, "messages/new/"), sent(subject=""), headers=HTMX)
        assert "On its way to sofie@example.com" in answer.headers["HX-Trigger-After-Settle"]
    message = Message._base_manager.get()
    assert (message.event, message.body, message.subject) == (
        "free",
        "Hello Sofie",
        "Message from Havnegade Salon & Klinik",
    )


def test_a_text_message_has_no_subject(desk: Client, sofie: Customer) -> None:
    assert desk.post(url(sofie, "messages/new/"), sent(channel="sms", body="a\r\nb")).status_code == 302
    message = Message._base_manager.get()
    assert (message.channel, message.to, message.subject, message.body) == ("sms", "+4522550114", "", "a\nb")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": ""}, "required"),
        ({"body": "Hi\n[NOBODY]"}, "Line 2, character 1"),
        ({"subject": "[customerFutureBookingsBegin]"}, "Line 1, character 1"),
        ({"body": "\x00"}, ""),
        ({"channel": "pigeon"}, "pigeon"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    desk: Client, sofie: Customer, typed: dict[str, str], said: str
) -> None:
    page = text(desk.post(url(sofie, "messages/new/"), sent(**{"subject": "Kept <i>", **typed}), headers=HTMX), 422)
    assert said in page
    assert typed.get("subject", "Kept <i>") in page
    assert not Message._base_manager.exists()


def test_without_an_address_the_remedy_stands_beside_it(desk: Client, business: Business) -> None:
    with scope(business=business):
        bare = make_customer(business, "Bare")
    page = text(desk.get(url(bare, "messages/new/"), headers=HTMX))
    assert "neither an e-mail address nor a phone number" in page
    assert url(bare, "edit/") in page
    page = text(desk.post(url(bare, "messages/new/"), sent(), headers=HTMX), 422)
    assert "There is no e-mail address on the card." in page
    assert "Hello [FIRSTNAME]" in page


def test_who_has_only_a_mobile_is_written_to_by_sms(desk: Client, business: Business) -> None:
    with scope(business=business):
        phone_only = make_customer(business, "Viggo", phone="+4522550114")
    page = text(desk.get(url(phone_only, "messages/new/"), headers=HTMX))
    sms = page[page.index('value="sms"') :].partition(">")[0]
    assert "checked" in sms


def test_the_preview_reads_as_she_will_read_it(desk: Client, sofie: Customer) -> None:
    page = text(desk.post(url(sofie, "messages/preview/"), sent(channel="sms", body="Hej 🦊 [FORNAVN]")))
    assert "Hej 🦊 Sofie" in page
    assert "1 SMS" in page
    assert "<script>" not in desk.post(url(sofie, "messages/preview/"), sent(body="<script>")).content.decode()
    assert "There is no such code" in text(desk.post(url(sofie, "messages/preview/"), sent(body="[X_Y]")))
    assert text(desk.post(url(sofie, "messages/preview/"), sent(channel="pigeon"))).strip() == ""


# ---- the appointment card ----------------------------------------------------------------------------------------


def test_the_card_asks_with_its_exact_text_and_then_says_when_and_by_whom(
    desk: Client, business: Business, sofie: Customer, receptionist: Actor
) -> None:
    with scope(business=business):
        make_booking(make_salon(business), sofie)
    page = text(desk.get(url(sofie, "appointment-card/"), headers=HTMX))
    assert "16 Nov 2026 at 10:00" in page
    answer = desk.post(url(sofie, "appointment-card/"), {"key": KEY}, headers=HTMX)
    assert "k-card-changed" in answer.headers["HX-Trigger-After-Settle"]
    message = Message._base_manager.get()
    assert message.body in page
    beside = text(desk.get(url(sofie, "appointment-card/sent/")))
    assert f"Sent Thu 12 Nov 2026 at 10:54, {receptionist.name}" in " ".join(beside.split())
    assert "Last one:" in text(desk.get(url(sofie, "appointment-card/"), headers=HTMX))


def test_a_card_that_failed_does_not_read_as_sent(desk: Client, business: Business, sofie: Customer) -> None:
    assert text(desk.get(url(sofie, "appointment-card/sent/"))).strip() == ""
    with scope(business=business):
        make_message(business, sofie, event="appointment_card", channel="sms", state="failed")
    beside = text(desk.get(url(sofie, "appointment-card/sent/")))
    assert "Failed" in beside
    assert "Sent" not in beside


def test_what_stands_against_the_card_is_said_with_its_remedy(
    desk: Client, business: Business, sofie: Customer
) -> None:
    page = text(desk.get(url(sofie, "appointment-card/"), headers=HTMX))
    assert "The customer has no coming booking." in page
    assert "Send it" not in page
    assert f"/bookings/new/?customer={sofie.pk}" in page
    with scope(business=business):
        bare = make_customer(business, "Bare")
    answer = desk.post(url(bare, "appointment-card/"), {"key": KEY}, headers=HTMX)
    assert "There is no mobile number on the card." in text(answer, 422)
    assert url(bare, "edit/") in text(answer, 422)


def test_a_customer_of_another_business_is_not_there(desk: Client) -> None:
    other = make_business("other")
    with scope(business=other):
        theirs = make_customer(other)
    for part in ("messages/new/", "appointment-card/", "appointment-card/sent/"):
        assert desk.get(url(theirs, part)).status_code == 404
    assert desk.post(url(theirs, "messages/preview/"), sent()).status_code == 404
