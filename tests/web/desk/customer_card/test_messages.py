"""The tab *Communication*: is everything there, safely shown, sent again or cancelled on request? (S43, S44)"""

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from pytest_django import Settings
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.messages import make_message
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import Event, MessageState
from kartotek.web.kit import message_words

HTMX = {"HX-Request": "true"}
KEY = "0123456789abcdef" * 2


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, email="sofie.bjerregaard@example.com", phone="+4531550124")


@pytest.fixture
def booking(business: Business, sofie: Customer) -> Booking:
    with scope(business=business):
        return make_booking(make_salon(business), sofie)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def make(sofie: Customer, **fields: object) -> Message:
    with scope(business=sofie.business):
        return make_message(sofie.business, sofie, **fields)


def url(customer: Customer, part: str = "") -> str:
    return f"/desk/havnegade/customers/{customer.pk}/messages/{part}"


def test_every_event_and_every_state_has_its_words(desk: Client, sofie: Customer) -> None:
    for event in Event:
        make(sofie, event=event.value)
    for state in MessageState:
        make(sofie, state=state.value)
    page = text(desk.get(url(sofie)))
    for word in message_words.EVENTS.values():
        assert f'<b class="fw-medium">{word}</b>' in page
    for meaning in message_words.LEGEND:
        assert page.count(f"</svg>{meaning.look.text}</span>") >= 2  # in the list and in the legend
        assert str(meaning.text) in page


def test_a_line_says_when_to_whom_about_what_and_by_whom(desk: Client, sofie: Customer, booking: Booking) -> None:
    make(sofie, booking_id=booking.pk, to="old@example.com", state="failed", error="The mail server answered 451.")
    page = text(desk.get(url(sofie)))
    for part in (
        "Thu 12 Nov 2026 at 10:54",
        "old@example.com · caused by Mette Lund",
        "Hej · Vi ses.",
        "The mail server answered 451.",
        f'href="/desk/havnegade/bookings/{booking.pk}/">Haircut, Mon 16 Nov 2026 at 10:00</a>',
    ):
        assert part in page


def test_what_is_coming_stands_apart_and_says_why(desk: Client, sofie: Customer, booking: Booking) -> None:
    reminder = {"event": "booking_reminder", "state": "queued", "booking_id": booking.pk}
    make(sofie, due_at=MONDAY_10 - timedelta(hours=24), **reminder)
    page = text(desk.get(url(sofie)))
    assert page.count("Reminder 24 hours before Haircut, Mon 16 Nov 2026 at 10:00") == 3  # and for both buttons
    assert "Coming messages, the next 60 days" in page
    assert "Written so far" not in page
    assert "<table" not in page


def test_the_list_is_narrowed_by_channel_and_by_booking(desk: Client, sofie: Customer, booking: Booking) -> None:
    make(sofie, subject="the mail")
    make(sofie, channel="sms", subject="", body="the text", booking_id=booking.pk)
    assert "the mail" not in text(desk.get(url(sofie, "?channel=sms")))
    assert "the text" not in text(desk.get(url(sofie, "?channel=email")))
    page = text(desk.get(url(sofie, f"?booking={booking.pk}")))
    assert "Only messages about Haircut, Mon 16 Nov 2026 at 10:00." in page
    assert "the mail" not in page
    assert f"?channel=sms&booking={booking.pk}" in page
    for odd in ("?booking=999", "?channel=email&booking=" + str(booking.pk)):
        assert "Nothing of this kind was written" in text(desk.get(url(sofie, odd)))
    for odd in ("?booking=x", "?booking=²", f"?booking={'9' * 40}", "?channel=letter"):
        assert "the mail" in text(desk.get(url(sofie, odd)))


def test_many_messages_are_read_page_by_page_with_the_same_queries(
    desk: Client, sofie: Customer, booking: Booking
) -> None:
    make(sofie, subject="text 000", booking_id=booking.pk)
    desk.get(url(sofie))  # what is remembered per process is remembered now
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url(sofie))
    for number in range(1, 51):
        make(sofie, subject=f"text {number:03}", booking_id=booking.pk)
        make(sofie, state="queued", due_at=MONDAY_10, booking_id=booking.pk)
    with CaptureQueriesContext(connection) as with_many:
        answer = desk.get(url(sofie))
    assert len(with_many) == len(with_one)
    assert "text 050" in text(answer)
    assert "text 000" not in text(answer)
    second = text(desk.get(answer.context["next"]))
    assert "text 000" in second
    assert "Coming messages" not in second


def test_the_dialog_shows_the_exact_text(desk: Client, sofie: Customer, booking: Booking) -> None:
    body = "Kære <b>Sofie</b>\n\n  [DATO] 😀 \u200fשלום"
    files = [{"name": "invite.ics", "media_type": "text/calendar", "content": "BEGIN:VCALENDAR"}]
    message = make(sofie, body=body, booking_id=booking.pk, attachments=files)
    for headers in ({}, HTMX):
        answer = desk.get(url(sofie, f"{message.pk}/"), headers=headers)
        assert f">{body}</div>" in text(answer)
        assert "&lt;b&gt;Sofie" in answer.content.decode()
        for part in ("invite.ics", "Haircut, Mon 16 Nov 2026 at 10:00", "Send again…", 'lang="da"'):
            assert part in text(answer)
        assert "<iframe" not in text(answer)


def test_an_e_mail_is_looked_at_in_a_frame_that_may_do_nothing(desk: Client, sofie: Customer) -> None:
    evil = "<script>alert(1)</script><img src=https://tracker.example/x><p>Hej</p>"
    message = make(sofie, html=evil)
    page = text(desk.get(url(sofie, f"{message.pk}/")))
    assert f'<iframe class="k-mailframe" src="{url(sofie, f"{message.pk}/html/")}" sandbox=""' in page
    assert "frame-src 'self'" in desk.get(url(sofie))["Content-Security-Policy"]
    framed = desk.get(url(sofie, f"{message.pk}/html/"))
    assert framed.content.decode() == evil
    policy = framed["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "sandbox" in policy
    assert not any(part.startswith(("script-src", "connect-src")) for part in policy)
    assert (framed["X-Frame-Options"], framed["Cache-Control"]) == ("SAMEORIGIN", "no-store")
    assert framed["X-Content-Type-Options"] == "nosniff"


def test_a_code_is_nowhere_to_be_seen_once_it_could_be_sent(desk: Client, sofie: Customer) -> None:
    secret = {"event": "proof_code", "subject": "123456 is your code", "body": "123456", "html": "<p>123456</p>"}
    message = make(sofie, **secret)
    for part in ("", f"{message.pk}/"):
        assert "123456" not in text(desk.get(url(sofie, part)))
    assert desk.get(url(sofie, f"{message.pk}/html/")).status_code == 404
    assert "Send again" not in text(desk.get(url(sofie, f"{message.pk}/")))
    refused = desk.post(url(sofie, f"{message.pk}/again/"), {"key": KEY})
    assert "This message cannot be sent again." in text(refused, 422)


def test_it_is_sent_again_after_asking_once_per_form(desk: Client, sofie: Customer, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    message = make(sofie, to="old@example.com")
    asked = text(desk.get(url(sofie, f"{message.pk}/again/")))
    assert "The customer has this message already." in asked
    assert "(the address on the card now; it went to old@example.com)" in asked
    for _ in range(2):
        answer = desk.post(url(sofie, f"{message.pk}/again/"), {"key": KEY}, headers=HTMX)
        events = json.loads(answer["HX-Trigger-After-Settle"])
        assert events["k-toast"] == {"text": "On its way to sofie.bjerregaard@example.com"}
        assert "k-card-changed" in events
    assert Message._base_manager.count() == 2
    moved = desk.post(url(sofie, f"{message.pk}/again/"), {"key": KEY})
    assert (moved.status_code, moved["Location"]) == (302, url(sofie))


@pytest.mark.parametrize("state", ["failed", "captured"])
def test_what_did_not_arrive_is_sent_again_without_a_warning(desk: Client, sofie: Customer, state: str) -> None:
    message = make(sofie, state=state)
    assert "already" not in text(desk.get(url(sofie, f"{message.pk}/again/"), headers=HTMX))


def test_sending_again_without_a_key_or_an_address_is_refused(desk: Client, sofie: Customer) -> None:
    message = make(sofie)
    text(desk.post(url(sofie, f"{message.pk}/again/"), {"key": "x\x00"}), 422)
    Customer._base_manager.update(email="")
    refused = desk.post(url(sofie, f"{message.pk}/again/"), {"key": KEY})
    assert "There is no e-mail address on the card." in text(refused, 422)
    assert Message._base_manager.count() == 1


def test_a_waiting_message_is_cancelled_after_asking(desk: Client, sofie: Customer) -> None:
    message = make(sofie, state="queued", due_at=MONDAY_10)
    assert "Do not send…" in text(desk.get(url(sofie, f"{message.pk}/")))
    assert "It would be sent on Mon 16 Nov 2026 at 10:00" in text(desk.get(url(sofie, f"{message.pk}/cancel/")))
    answer = desk.post(url(sofie, f"{message.pk}/cancel/"), headers=HTMX)
    assert "k-card-changed" in json.loads(answer["HX-Trigger-After-Settle"])
    page = text(desk.get(url(sofie)))
    assert "Cancelled by Signe Kragh." in page
    assert "Coming messages" not in page
    late = text(desk.post(url(sofie, f"{message.pk}/cancel/"), headers=HTMX), 409)
    assert "This message does not wait any more" in late


def test_the_log_of_the_card_tells_what_staff_did(sofie: Customer, owner: Actor, now: datetime) -> None:
    desk, message = signed_in(owner), make(sofie, state="queued")
    desk.post(url(sofie, f"{message.pk}/cancel/"))
    desk.post(url(sofie, f"{make(sofie).pk}/again/"), {"key": KEY})
    page = text(desk.get(f"/desk/havnegade/customers/{sofie.pk}/log/"))
    assert "Mette Lund cancelled a message that waited" in page
    assert "Mette Lund sent a message again" in page


def test_a_booking_leads_to_what_was_sent_about_it(desk: Client, sofie: Customer, booking: Booking) -> None:
    page = text(desk.get(f"/desk/havnegade/bookings/{booking.pk}/"))
    assert f'href="{url(sofie, f"?booking={booking.pk}")}"' in page
