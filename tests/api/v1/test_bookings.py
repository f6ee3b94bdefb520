"""A program of the business books, moves, cancels and lists."""

from datetime import datetime
from typing import Any

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

TEN = "2026-11-16T10:00:00+01:00"
ELEVEN = "2026-11-16T11:00:00+01:00"
SUNDAY = "2026-11-15T10:00:00+01:00"


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def customer(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business)


@pytest.fixture
def program(owner: Actor) -> Program:
    return Program(owner)


def wanted(salon: Salon, card: Customer, **changed: object) -> dict[str, object]:
    values = {"service": str(salon.service.pk), "employee": str(salon.jonas.pk), "starts_at": TEN}
    return {**values, "customer": str(card.pk), **changed}


def codes(answer: Any) -> list[str]:  # Any: JSON
    return [error["code"] for error in answer["errors"]]


def test_a_booking_is_made_and_read(salon: Salon, customer: Customer, program: Program) -> None:
    made = program.call("POST", "bookings", wanted(salon, customer, note="Window", internal_note="VIP"), 201)
    assert program.etag == '"1"'
    assert made == {
        "id": made["id"],
        "visit": made["visit"],
        "session": None,
        "status": "confirmed",
        "channel": "staff",
        "service": str(salon.service.pk),
        "employee": str(salon.jonas.pk),
        "customer": str(customer.pk),
        "starts_at": TEN,
        "ends_at": "2026-11-16T10:45:00+01:00",
        "gap": None,
        "resources": [],
        "price": {"amount": "450.00", "currency": "DKK"},
        "note": "Window",
        "internal_note": "VIP",
        "extra_fields": {},
        "squeezed": False,
        "anyone": False,
        "override_reason": "",
        "possible_matches": [],
        "proposal": {},
        "warnings": [],
        "created_at": "2026-11-12T10:54:00+01:00",
        "created_by": "Mette Lund",
        "cancelled_by": "",
        "cancel_channel": "",
        "cancel_reason": "",
        "closed_at": None,
        "manage_token": made["manage_token"],
        "service_name": "Haircut",
        "employee_name": "Jonas Krog",
        "customer_name": "Sofie Bjerregaard",
    }
    assert program.call("GET", f"bookings/{made['id']}") == made


def test_a_visit_of_two_services(salon: Salon, customer: Customer, program: Program) -> None:
    services = [{"service": str(salon.service.pk), "starts_at": at} for at in (TEN, ELEVEN)]
    made = program.call("POST", "bookings", {"customer": str(customer.pk), "services": services}, 201)
    assert [booking["visit"] for booking in made["bookings"]] == [made["visit"]] * 2


def test_what_only_warns_answers_the_decision(salon: Salon, customer: Customer, program: Program) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=0)
    refused = program.call("POST", "bookings", wanted(salon, customer, starts_at=SUNDAY), 409)
    assert refused["code"] == "needs_override"
    assert [reason["code"] for reason in refused["decision"]["reasons"]] == ["max_zero", "outside_hours"]
    made = program.call(
        "POST", "bookings", wanted(salon, customer, starts_at=SUNDAY, override_reason="She insists"), 201
    )
    assert made["override_reason"] == "She insists"


def test_a_locked_customer_is_booked_only_by_who_may_override_locks(
    salon: Salon, customer: Customer, program: Program, receptionist: Actor, now: datetime
) -> None:
    with scope(business=salon.business):
        lock = make_lock(customer, now, make_lock_reason(salon.business, "Unpaid"))
    refused = program.call("POST", "bookings", wanted(salon, customer), 409)
    assert refused["code"] == "needs_override"
    [reason] = refused["decision"]["reasons"]
    assert (reason["code"], reason["source"]) == ("locked", {"kind": "lock", "id": str(lock.pk), "label": "Unpaid"})
    with_reason = wanted(salon, customer, override_reason="She pays today.")
    for body in (with_reason, wanted(salon, customer)):
        assert Program(receptionist).call("POST", "bookings", body, 403)["code"] == "not_permitted"
    made = program.call("POST", "bookings", with_reason, 201)
    assert made["override_reason"] == "She pays today."


def test_an_overlap_is_squeezed_in(salon: Salon, customer: Customer, program: Program) -> None:
    program.call("POST", "bookings", wanted(salon, customer), 201)
    taken = program.call("POST", "bookings", wanted(salon, customer, override_reason="Fringe"), 409)
    assert (taken["code"], len(taken["alternatives"])) == ("slot_taken", 6)
    squeezed = program.call("POST", "bookings", wanted(salon, customer, override_reason="Fringe", squeeze=True), 201)
    assert squeezed["squeezed"]


def test_a_practitioner_cannot_override(salon: Salon, customer: Customer, practitioner: Actor) -> None:
    asked = wanted(salon, customer, starts_at=SUNDAY, override_reason="She insists")
    assert Program(practitioner).call("POST", "bookings", asked, 403)["code"] == "not_permitted"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"customer": "999999"}, 404, "not_found"),
        ({"service": "999999"}, 404, "not_found"),
        ({"employee": "999999"}, 422, "validation_error"),
        ({"starts_at": None}, 422, "validation_error"),
        ({"service": None}, 422, "validation_error"),
        ({"starts_at": "2026-11-16T10:00:30+01:00"}, 422, "not_a_start"),
        ({"services": []}, 422, "validation_error"),
    ],
)
def test_what_cannot_be_booked_says_why(
    salon: Salon, customer: Customer, program: Program, changed: dict[str, object], status: int, code: str
) -> None:
    assert program.call("POST", "bookings", wanted(salon, customer, **changed), status)["code"] == code


def test_a_booking_is_moved_with_its_version(salon: Salon, customer: Customer, program: Program) -> None:
    made = program.call("POST", "bookings", wanted(salon, customer), 201)
    path = f"bookings/{made['id']}"
    moved = program.call("PATCH", path, {"starts_at": ELEVEN}, if_match='"1"')
    assert (moved["starts_at"], program.etag) == (ELEVEN, '"2"')
    assert program.call("PATCH", path, {"starts_at": TEN}, 412, if_match='"1"')["code"] == "stale"
    other = program.call("PATCH", path, {"employee": str(salon.mette.pk)})
    assert (other["employee"], other["starts_at"]) == (str(salon.mette.pk), ELEVEN)


def test_notes_are_changed_alone_or_with_a_move(salon: Salon, customer: Customer, program: Program) -> None:
    path = f"bookings/{program.call('POST', 'bookings', wanted(salon, customer), 201)['id']}"
    changed = program.call("PATCH", path, {"note": "Late", "internal_note": "Again"})
    assert (changed["note"], changed["internal_note"]) == ("Late", "Again")
    assert program.call("PATCH", path, {})["note"] == "Late"
    both = program.call("PATCH", path, {"note": "Later", "starts_at": ELEVEN})
    assert (both["note"], both["internal_note"], both["starts_at"]) == ("Later", "Again", ELEVEN)


@pytest.mark.parametrize(
    "told",
    [
        ("confirmed", "cancel", {"reason": "Flu"}, "cancelled"),
        ("confirmed", "cancel", None, "cancelled"),
        ("pending", "approve", None, "confirmed"),
        ("pending", "approve", {"override_reason": "Fine"}, "confirmed"),
        ("pending", "decline", {"reason": "Full"}, "rejected"),
        ("confirmed", "arrive", None, "arrived"),
        ("arrived", "complete", None, "completed"),
        ("confirmed", "no-show", None, "no_show"),
    ],
)
def test_steps_of_a_booking(
    salon: Salon, customer: Customer, program: Program, told: tuple[str, str, object, str]
) -> None:
    before, step, body, after = told
    with scope(business=salon.business):
        booking = make_booking(salon, customer, status=before)
    assert program.call("POST", f"bookings/{booking.pk}/{step}", body)["status"] == after
    assert program.call("POST", f"bookings/{booking.pk}/{step}", body, 409)["code"] == "wrong_status"
    assert program.call("POST", f"bookings/999999/{step}", body, 404)["code"] == "not_found"


def test_a_proposal_goes_onto_the_card(salon: Salon, customer: Customer, program: Program) -> None:
    with scope(business=salon.business):
        proposal = {"phone": {"card": "", "typed": "+4550550162"}}
        booking = make_booking(salon, customer, proposal=proposal)
    assert program.call("GET", f"bookings/{booking.pk}")["proposal"] == proposal
    assert program.call("POST", f"bookings/{booking.pk}/proposal", {"accept": ["phone"]})["proposal"] == {}
    assert program.call("GET", f"customers/{customer.pk}")["phone"] == "+4550550162"


def test_bookings_are_listed_by_filters(salon: Salon, customer: Customer, program: Program) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, customer)
        make_booking(salon, customer, status="cancelled")
    filters = f"from=2026-11-16&to=2026-11-16&employee={salon.jonas.pk}&customer={customer.pk}&status=confirmed,pending"
    listed = program.call("GET", f"bookings?{filters}&limit=5")
    assert ([item["id"] for item in listed["items"]], listed["next"]) == ([str(booking.pk)], None)
    assert len(program.call("GET", "bookings")["items"]) == 2
    assert program.call("GET", "bookings?employee=x")["items"] == []
    assert codes(program.call("GET", "bookings?status=gone", status=422)) == ["unknown"]
    assert program.call("GET", "bookings/x", status=404)["code"] == "not_found"


def test_an_inspector_sees_bookings_of_her_areas(salon: Salon, customer: Customer, inspector: Actor) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, customer)
    program = Program(inspector)
    assert program.call("GET", "bookings")["items"] == []
    for path, method in ((f"bookings/{booking.pk}", "GET"), (f"bookings/{booking.pk}/cancel", "POST")):
        assert program.call(method, path, status=404)["code"] == "not_found"
    assert program.call("POST", "bookings", wanted(salon, customer), 404)["code"] == "not_found"


def test_another_tenants_booking_does_not_exist(salon: Salon, customer: Customer, other_owner: Actor) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, customer)
    assert Program(other_owner).call("GET", f"bookings/{booking.pk}", status=404)["code"] == "not_found"


def test_a_booking_is_made_longer_and_keeps_its_length(salon: Salon, customer: Customer, program: Program) -> None:
    made = program.call("POST", "bookings", wanted(salon, customer), 201)
    url = f"bookings/{made['id']}"
    assert program.call("PATCH", url, {"duration_minutes": 75}, 200)["ends_at"] == "2026-11-16T11:15:00+01:00"
    moved = program.call("PATCH", url, {"starts_at": ELEVEN}, 200)
    assert (moved["starts_at"], moved["ends_at"]) == (ELEVEN, "2026-11-16T12:15:00+01:00")
    refused = program.call("PATCH", url, {"duration_minutes": 0}, 422)
    assert [error["field"] for error in refused["errors"]] == ["duration_minutes"]
    program.call("PATCH", url, {"duration_minutes": "long"}, 422)


@pytest.mark.parametrize("payload", [{"tell_customer": False}, {"tell_customer": True, "reason": "Ill"}, {}, None])
def test_a_booking_is_cancelled_with_or_without_a_word(
    salon: Salon, program: Program, payload: dict[str, object] | None
) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business, email="sofie@example.com")
    made = program.call("POST", "bookings", wanted(salon, customer), 201)
    program.call("POST", f"bookings/{made['id']}/cancel", payload, 200)
    messages = program.call("GET", f"customers/{customer.pk}/messages", None, 200)["items"]
    events = {message["event"] for message in messages if message["state"] in {"queued", "captured"}}
    assert events == (set() if payload == {"tell_customer": False} else {"booking_cancelled"})
