"""Can a turnstile ask who may come in, and programs read who came?"""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.check_ins import lock_card, make_check_in
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer

UNKNOWN = {
    "code": "unknown_card",
    "text": "No card has this number, or it is archived.",
    "source": {"kind": "card", "id": None, "label": ""},
    "until": None,
}


@pytest.fixture
def customer(business: Business) -> Customer:
    with scope(business=business):
        return make_customer(business, number="10217", important_note="PPD allergy.")


def test_a_known_card_is_let_in(business: Business, customer: Customer, receptionist: Actor, now: datetime) -> None:
    with scope(business=business):
        booking = make_booking(make_salon(business), customer, now + timedelta(hours=1))
    answer = Program(receptionist).call("POST", "check-in", {"card_number": "  10217 "})
    assert answer == {
        "id": answer["id"],
        "at": "2026-11-12T10:54:00+01:00",
        "admitted": True,
        "overridden": False,
        "customer": str(customer.pk),
        "customer_name": "Sofie Bjerregaard",
        "customer_number": "10217",
        "next_booking": {
            "id": str(booking.pk),
            "status": "confirmed",
            "service": str(booking.service_id),
            "service_name": "Haircut",
            "employee": str(booking.employee_id),
            "employee_name": "Jonas Krog",
            "starts_at": "2026-11-12T11:54:00+01:00",
            "ends_at": "2026-11-12T12:39:00+01:00",
        },
        "important_note": "PPD allergy.",
        "reasons": [],
    }


def test_an_unknown_card_is_not(business: Business, receptionist: Actor, now: datetime) -> None:
    answer = Program(receptionist).call("POST", "check-in", {"card_number": "99999", "location": None})
    assert (answer["admitted"], answer["customer"], answer["reasons"]) == (False, None, [UNKNOWN])
    assert (answer["next_booking"], answer["important_note"], answer["customer_name"]) == (None, "", "")


def test_a_locked_customer_is_let_in_by_whoever_may(
    business: Business, customer: Customer, receptionist: Actor, administrator: Actor, now: datetime
) -> None:
    with scope(business=business):
        lock = lock_card(customer)
        place = make_location(business)
    asked = {"card_number": "10217", "location": str(place.pk)}
    reason = {
        "code": "locked",
        "text": "The customer is locked: Unpaid invoice.",
        "source": {"kind": "lock", "id": str(lock.pk), "label": "Unpaid invoice"},
        "until": "2026-11-24T09:00:00+00:00",
    }
    front, back = Program(receptionist), Program(administrator)
    refused = front.call("POST", "check-in", asked)
    assert (refused["admitted"], refused["reasons"]) == (False, [reason])
    denied = front.call("POST", "check-in", {**asked, "override_reason": "She is nice"}, status=403)
    assert denied["code"] == "not_permitted"
    let_in = back.call("POST", "check-in", {**asked, "override_reason": "Paid"})
    assert (let_in["admitted"], let_in["overridden"], let_in["reasons"]) == (True, True, [reason])
    lines = back.call("GET", f"check-ins?customer={customer.pk}")["items"]
    assert [(line["admitted"], line["override_reason"], line["by"]) for line in lines] == [
        (True, "Paid", "Jonas Krog"),
        (False, "", "Signe Kragh"),
        (False, "", "Signe Kragh"),
    ]
    assert {line["location"] for line in lines} == {str(place.pk)}


def test_a_repeated_request_is_one_attempt(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    program = Program(receptionist)
    answers = [program.call("POST", "check-in", {"card_number": "10217"}, idempotency_key="scan-1") for _ in range(2)]
    assert answers[0] == answers[1]
    with scope(business=business):
        assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "card_number", "required"),
        ({"card_number": " "}, "card_number", "required"),
        ({"card_number": "1" * 500}, "card_number", "too_long"),
        ({"card_number": "1\x002"}, "card_number", "bad_character"),
        ({"card_number": "10217", "location": "987"}, "location", "unknown"),
        ({"card_number": "10217", "location": "x"}, "location", "unknown"),
    ],
)
def test_what_is_no_scan(business: Business, receptionist: Actor, body: dict[str, str], field: str, code: str) -> None:
    problem = Program(receptionist).call("POST", "check-in", body, status=422)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]


def test_no_text_breaks_the_door(business: Business, receptionist: Actor, now: datetime) -> None:
    program = Program(receptionist)
    for text in naughty_strings():
        response = program.client.post("/api/v1/check-in", {"card_number": text}, content_type="application/json")
        assert response.status_code in {200, 422}, text


def test_the_door_knows_no_areas_and_the_list_does(
    business: Business, inspector: Actor, area: Area, other_area: Area, now: datetime
) -> None:
    with scope(business=business):
        mine = make_customer(business, number="111", area=area)
        other = make_customer(business, number="222", area=other_area)
    program = Program(inspector)
    for number in ("111", "222", "333"):
        assert program.call("POST", "check-in", {"card_number": number})["admitted"] is (number != "333")
    assert [line["customer"] for line in program.call("GET", "check-ins")["items"]] == [str(mine.pk)]
    program.call("GET", f"check-ins?customer={other.pk}", status=404)


def test_attempts_are_found_by_dates_and_instants(business: Business, owner: Actor, now: datetime) -> None:
    with scope(business=business):
        today = str(make_check_in(business, now).pk)
        earlier = str(make_check_in(business, now - timedelta(days=1)).pk)
    program = Program(owner)

    def found(query: str) -> list[str]:
        return [item["id"] for item in program.call("GET", f"check-ins?{query}")["items"]]

    assert found("") == [today, earlier]
    assert found("from=2026-11-11&to=2026-11-12") == [today, earlier]
    assert found("from=2026-11-12") == [today]
    assert found("to=2026-11-11") == [earlier]
    assert found("from=2026-11-12T10:54:00%2B01:00") == [today]
    (line,) = program.call("GET", "check-ins?to=2026-11-11")["items"]
    assert (line["card_number"], line["at"], line["reasons"]) == ("99999", "2026-11-11T10:54:00+01:00", [UNKNOWN])


@pytest.mark.parametrize(
    ("query", "status"),
    [("from=yesterday", 422), ("to=2026-13-01", 422), ("limit=0", 422), ("cursor=x", 422), ("customer=0", 404)],
)
def test_what_cannot_be_asked(business: Business, owner: Actor, query: str, status: int) -> None:
    Program(owner).call("GET", f"check-ins?{query}", status=status)


def test_a_stranger_is_not_answered(business: Business, owner: Actor) -> None:
    program = Program(owner)
    answer = program.client.post(
        "/api/v1/check-in", {"card_number": "1"}, content_type="application/json", headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 401
