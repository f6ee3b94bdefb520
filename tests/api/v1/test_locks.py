"""A program locks, extends, unlocks, reviews and writes notices, word for word as the contract has it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock_reason

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

FIELDS = {
    *("id", "reason", "kind", "starts_at", "ends_at", "active", "placed_by", "agent", "note", "lifted_at"),
    *("lifted_by", "lift_reason", "entries"),
}


@pytest.fixture
def customer(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, "Sofie", email="sofie@example.com")


@pytest.fixture
def reason(business: Business) -> str:
    with scope(business=business):
        return str(make_lock_reason(business, "Unpaid").pk)


@pytest.fixture
def program(owner: Actor) -> Program:
    return Program(owner)


def lock(program: Program, customer: Customer, status: int = 201, **body: object) -> Json:
    return program.call("POST", f"customers/{customer.pk}/locks", {"ends": {"days": 5}, **body}, status)


def test_a_lock_has_the_fields_of_the_contract(program: Program, customer: Customer, reason: str) -> None:
    made = lock(program, customer, reason=reason, note="Papers.", agent="Ida Holst")
    assert set(made) >= FIELDS
    assert (made["reason"], made["kind"], made["active"], made["agent"]) == (reason, "manual", True, "Ida Holst")
    assert (made["starts_at"], made["ends_at"]) == ("2026-11-12T10:54:00+01:00", "2026-11-18T00:00:00+01:00")
    assert (made["lifted_at"], made["lifted_by"], made["lift_reason"]) == (None, "", "")
    [entry] = made["entries"]
    assert (entry["kind"], entry["by"], entry["note"]) == ("placed", "Mette Lund", "Papers.")
    listed = program.call("GET", f"customers/{customer.pk}/locks")
    assert listed == {"items": [made], "next": None}


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"days": 14}, "2026-11-27T00:00+01:00"),
        ({"months": 1}, "2026-12-13T00:00+01:00"),
        ({"on": "2026-11-12"}, "2026-11-13T00:00+01:00"),
    ],
)
def test_every_end_of_the_contract(
    program: Program, customer: Customer, reason: str, ends: object, expected: str
) -> None:
    made = lock(program, customer, reason=reason, ends=ends)
    assert datetime.fromisoformat(made["ends_at"]) == datetime.fromisoformat(expected)


def test_an_endless_lock_needs_a_note(program: Program, customer: Customer, reason: str) -> None:
    refused = lock(program, customer, 422, reason=reason, ends=None)
    assert (refused["code"], refused["errors"][0]["field"]) == ("note_required", "note")
    assert lock(program, customer, reason=reason, ends=None, note="For good.")["ends_at"] is None
    [notice] = program.call("GET", f"customers/{customer.pk}/notices")["items"]
    assert (notice["kind"], notice["text"], notice["pinned"]) == ("lock", "For good.", False)


def test_what_cannot_be_is_told_by_code(program: Program, customer: Customer, business: Business, reason: str) -> None:
    with scope(business=business):
        papers = str(make_lock_reason(business, "Papers", ends=[{"days": 5}]).pk)
    assert lock(program, customer, 422, reason=papers, ends={"days": 14})["code"] == "end_not_offered"
    assert lock(program, customer, 422, reason=papers, ends=None)["code"] == "end_not_offered"
    assert lock(program, customer, 422, reason=reason, ends={"on": "2026-11-11"})["code"] == "in_the_past"
    assert lock(program, customer, 422, reason="987654321")["errors"][0]["field"] == "reason"
    assert lock(program, customer, 422, reason="nonsense")["errors"][0]["field"] == "reason"
    for ends in ({"weeks": 1}, {"days": 5, "months": 1}, {"days": "soon"}, "never", {}):
        assert lock(program, customer, 422, reason=reason, ends=ends)["code"] == "validation_error"
    program.call("POST", f"customers/{customer.pk}/locks", {"reason": reason}, 422)
    program.call("POST", "customers/987654321/locks", {"reason": reason, "ends": {"days": 5}}, 404)


@pytest.mark.parametrize(
    ("ends", "problems"),
    [
        ({"on": "2026-13-40"}, [("ends.on", "date_from_datetime_parsing")]),
        ({"days": "soon"}, [("ends.days", "int_parsing")]),
        ("soon", [("ends", "object_type")]),
    ],
)
def test_of_several_shapes_an_end_may_have_the_one_that_was_meant_is_spoken_of(
    program: Program, customer: Customer, reason: str, ends: object, problems: list[tuple[str, str]]
) -> None:
    told = lock(program, customer, 422, reason=reason, ends=ends)
    assert [(one["field"], one["code"]) for one in told["errors"]] == problems


def test_chosen_bookings_are_cancelled_with_the_lock_and_the_others_stay(
    program: Program, customer: Customer, business: Business, reason: str
) -> None:
    with scope(business=business):
        salon: Salon = make_salon(business)
        kept, gone = make_booking(salon, customer), make_booking(salon, customer, MONDAY_10 + timedelta(hours=2))
        was_gone = make_booking(salon, customer, status="cancelled")
        theirs = make_booking(salon, make_customer(business, "Anders"), MONDAY_10 + timedelta(hours=4))
    refused = lock(program, customer, 422, reason=reason, cancel_bookings=[str(gone.pk), str(theirs.pk)])
    assert refused["errors"][0]["field"] == "cancel_bookings"
    assert program.call("GET", f"customers/{customer.pk}/locks")["items"] == []
    lock(program, customer, reason=reason, cancel_bookings=[str(gone.pk), str(was_gone.pk)])
    with scope(business=business):
        statuses = dict(Booking.objects.values_list("pk", "status"))
    assert statuses == {
        kept.pk: "confirmed",
        gone.pk: "cancelled",
        was_gone.pk: "cancelled",
        theirs.pk: "confirmed",
    }


def test_unlocking(program: Program, customer: Customer, reason: str) -> None:
    path = f"customers/{customer.pk}/unlock"
    assert program.call("POST", path, {"reason": "Paid."}, 409)["code"] == "not_locked"
    first, second = lock(program, customer, reason=reason), lock(program, customer, reason=reason)
    assert program.call("POST", path, {}, 422)["code"] == "reason_required"
    assert program.call("POST", path, {"reason": "  "}, 422)["code"] == "reason_required"
    lifted = program.call("POST", path, {"reason": "Paid.", "lock": first["id"], "agent": "Ida Holst"})["items"]
    assert [one["id"] for one in lifted] == [first["id"]]
    assert (lifted[0]["active"], lifted[0]["lifted_by"], lifted[0]["lift_reason"]) == (False, "Mette Lund", "Paid.")
    assert [entry["kind"] for entry in lifted[0]["entries"]] == ["placed", "lifted"]
    assert program.call("POST", path, {"reason": "Paid.", "lock": first["id"]}, 409)["code"] == "not_locked"
    assert program.call("POST", path, {"reason": "Paid.", "lock": "987654321"}, 422)["errors"][0]["field"] == "lock"
    lifted = program.call("POST", path, {"reason": "Paid.", "lock": "all"})["items"]
    assert [one["id"] for one in lifted] == [second["id"]]
    notices = program.call("GET", f"customers/{customer.pk}/notices")["items"]
    assert [(one["kind"], one["text"]) for one in notices] == [("unlock", "Paid."), ("unlock", "Paid.")]


def test_extending(program: Program, customer: Customer, reason: str) -> None:
    made = lock(program, customer, reason=reason)
    path = f"locks/{made['id']}/extend"
    longer = program.call("POST", path, {"ends": {"days": 14}, "note": "Still."})
    assert (longer["id"], [entry["kind"] for entry in longer["entries"]]) == (made["id"], ["placed", "extended"])
    assert program.call("POST", path, {"ends": {"days": 5}}, 422)["code"] == "not_later"
    assert program.call("POST", path, {"ends": {"days": 6}}, 422)["code"] == "end_not_offered"
    assert program.call("POST", path, {"ends": None}, 422)["code"] == "note_required"
    program.call("POST", f"customers/{customer.pk}/unlock", {"reason": "Paid."})
    assert program.call("POST", path, {"ends": {"months": 1}}, 409)["code"] == "not_locked"


def test_reviewing_endless_locks(
    program: Program, customer: Customer, reason: str, at: Callable[[str], datetime]
) -> None:
    at("2026-05-12T10:00+02:00")
    made = lock(program, customer, reason=reason, ends=None, note="Conduct.")
    lock(program, customer, reason=reason)
    at("2026-11-11T10:00+01:00")
    assert program.call("GET", "lock-reviews")["items"] == []
    at("2026-11-12T00:01+01:00")
    [due] = program.call("GET", "lock-reviews")["items"]
    assert (due["id"], due["customer"]) == (made["id"], str(customer.pk))
    path = f"lock-reviews/{made['id']}"
    assert program.call("POST", path, {"decision": "keep"}, 422)["code"] == "reason_required"
    assert program.call("POST", path, {"decision": "forget", "reason": "x"}, 422)["code"] == "validation_error"
    kept = program.call("POST", path, {"decision": "keep", "reason": "As before."})
    assert (kept["active"], [one["decision"] for one in kept["reviews"]]) == (True, ["keep"])
    assert program.call("GET", "lock-reviews")["items"] == []
    assert program.call("POST", path, {"decision": "shorten", "reason": "Enough."}, 422)["code"] == "ends_required"
    shortened = program.call("POST", path, {"decision": "shorten", "reason": "Enough.", "ends": {"days": 30}})
    assert datetime.fromisoformat(shortened["ends_at"]) == datetime.fromisoformat("2026-12-13T00:00+01:00")
    assert program.call("POST", path, {"decision": "keep", "reason": "x"}, 409)["code"] == "not_locked"


def test_lifting_by_review(program: Program, customer: Customer, reason: str) -> None:
    made = lock(program, customer, reason=reason, ends=None, note="Conduct.")
    lifted = program.call("POST", f"lock-reviews/{made['id']}", {"decision": "lift", "reason": "Apologised."})
    assert (lifted["active"], lifted["lift_reason"]) == (False, "Apologised.")
    assert [entry["kind"] for entry in lifted["entries"]] == ["placed", "lifted"]
    notices = program.call("GET", f"customers/{customer.pk}/notices")["items"]
    assert [(one["kind"], one["text"]) for one in notices] == [("unlock", "Apologised."), ("lock", "Conduct.")]


def test_reasons(program: Program, receptionist: Actor) -> None:
    body = {"label": "Deferral", "ends": ["date", {"days": 5}, {"months": 1}, "none"], "messages": {"da": "Ring."}}
    made = program.call("POST", "lock-reasons", body, 201)
    assert made == {"id": made["id"], **body, "archived": False}
    assert program.call("POST", "lock-reasons", body, 422)["errors"][0]["code"] == "taken"
    for ends in ([], ["never"], [{"days": 0}], [{"days": 1, "months": 1}]):
        program.call("POST", "lock-reasons", {"label": "x", "ends": ends}, 422)
    assert program.call("GET", "lock-reasons")["items"] == [made]
    path = f"lock-reasons/{made['id']}"
    program.call("GET", path)
    etag = program.etag
    changed = program.call("PATCH", path, {"label": "Later", "ends": ["date"]}, if_match=etag)
    assert (changed["label"], changed["ends"], changed["messages"]) == ("Later", ["date"], {"da": "Ring."})
    assert program.call("PATCH", path, {"messages": {}}, 412, if_match=etag)["code"] == "stale"
    program.call("DELETE", path, status=204)
    assert program.call("GET", "lock-reasons")["items"] == []
    [archived] = program.call("GET", "lock-reasons?archived=true")["items"]
    assert archived["archived"] is True
    assert program.call("POST", f"{path}/restore")["archived"] is False
    assert program.call("PATCH", path, {"archived": True})["archived"] is True
    Program(receptionist).call("POST", "lock-reasons", body, 403)


def test_notices(program: Program, customer: Customer, practitioner: Actor, inspector: Actor) -> None:
    path = f"customers/{customer.pk}/notices"
    first = program.call("POST", path, {"text": "Prefers to be called.", "pinned": True}, 201)
    second = Program(practitioner).call("POST", path, {"text": "Brings a dog.", "agent": "Ida Holst"}, 201)
    assert (first["kind"], first["pinned"], first["by"], first["agent"]) == ("note", True, "Mette Lund", "")
    assert (second["pinned"], second["by"], second["agent"]) == (False, "Élodie Marchand", "Ida Holst")
    third = program.call("POST", path, {"text": "Moved to Ribe."}, 201)
    assert program.call("GET", path)["items"] == [first, third, second]
    page = program.call("GET", f"{path}?limit=1")
    assert page["items"] == [first]
    page = program.call("GET", f"{path}?limit=1&cursor={page['next']}")
    assert page["items"] == [third]
    page = program.call("GET", f"{path}?limit=1&cursor={page['next']}")
    assert page == {"items": [second], "next": None}
    assert program.call("POST", path, {"text": " "}, 422)["errors"][0]["code"] == "required"
    Program(inspector).call("GET", path, status=404)
    Program(inspector).call("POST", path, {"text": "x"}, 404)


def test_who_may_not_is_told_so(program: Program, customer: Customer, reason: str, practitioner: Actor) -> None:
    made = lock(program, customer, reason=reason, ends=None, note="x")
    other = Program(practitioner)
    lock(other, customer, 403, reason=reason)
    other.call("POST", f"customers/{customer.pk}/unlock", {"reason": "x"}, 403)
    other.call("POST", f"locks/{made['id']}/extend", {"ends": {"days": 5}}, 403)
    other.call("POST", f"lock-reviews/{made['id']}", {"decision": "keep", "reason": "x"}, 403)
    assert len(other.call("GET", f"customers/{customer.pk}/locks")["items"]) == 1
