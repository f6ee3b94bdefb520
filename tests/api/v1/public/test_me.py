"""Can a person prove an address, and then read and change her own card?"""

import re
from datetime import datetime
from typing import Any

import orjson
import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.api.calls import Program
from tests.factories.access import make_customer_token, make_proof, make_settings
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

PUBLIC = "/api/v1/public/havnegade/"


def call(method: str, path: str, body: object = None, status: int = 200, token: str = "", **headers: str) -> Any:
    """The decoded answer to a customer's program; JSON has no type."""
    if token:
        headers["authorization"] = f"Customer {token}"
    response = Client().generic(
        method,
        PUBLIC + path,
        b"" if body is None else orjson.dumps(body),
        content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    assert response.status_code == status, (response.status_code, response.content)
    return response.json()


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, email="sofie@example.com", phone="+4522550114", language="en", note="PRIVATE")


@pytest.fixture
def token(business: Business, sofie: Customer, now: datetime) -> str:
    with scope(business=business):
        return make_customer_token(business, now, sofie)


def test_a_code_by_e_mail_opens_the_card(business: Business, sofie: Customer, owner: Actor, settings: Settings) -> None:
    settings.EMAIL_URL = ""
    started = call("POST", "proofs", {"email": "Sofie@example.com"}, status=202)
    assert started["expires_at"] == "2026-11-12T10:04:00+00:00"
    (message,) = Program(owner).call("GET", f"customers/{sofie.pk}/messages")["items"]
    found = re.match(r"\d{6}", message["body"])
    assert found is not None
    answer = call("POST", f"proofs/{started['proof']}", {"code": found.group()})
    assert answer["expires_at"] == "2026-12-12T09:54:00+00:00"
    assert call("GET", "me", token=answer["customer_token"])["id"] == str(sofie.pk)


@pytest.mark.parametrize("address", [{"email": "nobody@example.com"}, {"phone": "22 55 01 99"}])
def test_the_answer_to_a_stranger_looks_the_same(
    business: Business, now: datetime, settings: Settings, address: dict[str, str]
) -> None:
    settings.EMAIL_URL = settings.SMS_URL = ""
    assert set(call("POST", "proofs", {**address, "language": "fr"}, status=202)) == {"proof", "expires_at"}


@pytest.mark.parametrize("body", [{}, {"email": "a@example.com", "phone": "22550114"}, {"email": "x"}])
def test_one_good_address_is_needed(business: Business, body: dict[str, str]) -> None:
    assert call("POST", "proofs", body, status=422)["errors"]


def test_wrong_codes_are_counted(business: Business, now: datetime) -> None:
    with scope(business=business):
        path = f"proofs/{make_proof(business, now, '123456').public_id}"
    for _ in range(5):
        assert call("POST", path, {"code": "000000"}, status=422)["code"] == "wrong_code"
    assert call("POST", path, {"code": "123456"}, status=429)["code"] == "too_many"
    call("POST", "proofs/nonsense", {"code": "123456"}, status=404)


def test_the_fourth_code_within_a_quarter_of_an_hour_has_to_wait(
    business: Business, now: datetime, settings: Settings
) -> None:
    settings.EMAIL_URL, settings.RATE_LIMITS = "", True
    for status in (202, 202, 202, 429):
        call("POST", "proofs", {"email": "sofie@example.com"}, status=status)


def test_her_card_her_bookings_and_whether_she_may_book(
    business: Business, sofie: Customer, token: str, now: datetime
) -> None:
    with scope(business=business):
        make_settings(business, max_future_bookings=1)
        booking = make_booking(make_salon(business), sofie)
    me = call("GET", "me", token=token)
    assert (me["id"], me["first_name"], me["email"]) == (str(sofie.pk), "Sofie", "sofie@example.com")
    assert [(item["id"], item["status"], item["is_coming"]) for item in me["bookings"]] == [
        (str(booking.pk), "confirmed", True)
    ]
    assert me["access"] == {
        "outcome": "refused",
        "public_message": "You have 1 of 1 coming appointments. "
        "You can book again after Monday 16 November 2026 at 10:45.",
        "may_book_again_at": "2026-11-16T09:45:00+00:00",
        "future_bookings": 1,
        "limit": 1,
    }
    assert "PRIVATE" not in str(me)


def test_where_texts_are_neutral_the_numbers_stay_inside(business: Business, sofie: Customer, token: str) -> None:
    with scope(business=business):
        make_settings(business, max_future_bookings=0, refusal_texts="neutral")
    access = call("GET", "me", token=token)["access"]
    assert (access["public_message"], access["limit"]) == ("Sorry, this is not available at the moment.", None)


def test_without_a_card_there_is_only_the_address(business: Business, now: datetime) -> None:
    with scope(business=business):
        mail = make_customer_token(business, now)
        phone = make_customer_token(business, now, channel="sms", address="+4522550199")
    me = call("GET", "me", token=mail)
    assert (me["id"], me["email"], me["bookings"], me["access"]["outcome"]) == (
        None,
        "sofie@example.com",
        [],
        "allowed",
    )
    assert call("GET", "me", token=phone)["phone"] == "+4522550199"
    call("PATCH", "me", {"city": "Aarhus"}, status=404, token=mail)


def test_she_changes_her_own_details_and_nothing_else(business: Business, sofie: Customer, token: str) -> None:
    me = call("PATCH", "me", {"city": "Aarhus", "first_name": None, "note": "HACKED"}, token=token)
    assert (me["city"], me["first_name"]) == ("Aarhus", "Sofie")
    sofie.refresh_from_db()
    assert (sofie.city, sofie.note) == ("Aarhus", "PRIVATE")
    call("PATCH", "me", {"city": "Odense"}, status=412, token=token, if_match='"1"')


def test_nobody_has_no_card(business: Business) -> None:
    call("GET", "me", status=401)
    call("GET", "me", status=401, token="kc_nonsense")
