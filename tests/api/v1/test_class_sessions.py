"""Staff's programs plan classes, change and cancel them, and put people into them."""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.classes import Studio, make_session, make_studio
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import ClassSession
from kartotek.domain.businesses.models import Business

SIX, SEVEN = "2026-11-17T18:00:00+01:00", "2026-11-17T19:00:00+01:00"


@pytest.fixture
def studio(business: Business, now: datetime) -> Studio:
    with scope(business=business):
        return make_studio(business)


@pytest.fixture
def program(receptionist: Actor) -> Program:
    return Program(receptionist)


def body(studio: Studio, **changed: object) -> dict[str, object]:
    return {
        "service": str(studio.yoga.pk),
        "employee": str(studio.ida.pk),
        "starts_at": SIX,
        "ends_at": SEVEN,
        "seats": 2,
        **changed,
    }


def test_a_class_is_planned_and_read(studio: Studio, program: Program) -> None:
    made = program.call("POST", "class-sessions", body(studio), 201)
    etag = program.etag
    session = {
        "id": made["id"],
        "service": str(studio.yoga.pk),
        "service_name": "Yoga",
        "employee": str(studio.ida.pk),
        "employee_name": "Ida Skov",
        "starts_at": SIX,
        "ends_at": SEVEN,
        "seats": 2,
        "seats_taken": 0,
        "seats_left": 2,
        "in_series": False,
        "cancelled_at": None,
        "cancelled_by": "",
        "cancel_reason": "",
    }
    assert made == session | {"sessions": [session]}
    assert program.call("GET", f"class-sessions/{made['id']}") == session
    assert (program.etag, etag) == ('"1"', '"1"')
    assert program.call("GET", "class-sessions?from=2026-11-17&to=2026-11-17") == {"items": [session], "next": None}
    assert program.call("GET", "class-sessions?service=0")["items"] == []
    assert program.call("GET", "class-sessions?employee=0")["items"] == []


def test_a_series_stays_at_its_time_on_the_wall(studio: Studio, program: Program) -> None:
    series = body(studio, starts_at="2027-03-23T18:00:00+01:00", ends_at=None, repeat={"weekly_until": "2027-03-30"})
    made = program.call("POST", "class-sessions", series, 201)["sessions"]
    assert [one["starts_at"] for one in made] == ["2027-03-23T18:00:00+01:00", "2027-03-30T18:00:00+02:00"]
    assert [one["in_series"] for one in made] == [True, True]


def test_an_overlap_names_the_dates_and_writes_nothing(studio: Studio, program: Program) -> None:
    program.call("POST", "class-sessions", body(studio), 201)
    again = program.call("POST", "class-sessions", body(studio, repeat={"weekly_until": "2026-12-01"}), 409)
    assert (again["code"], again["taken"]) == ("slot_taken", ["2026-11-17T17:00:00+00:00"])
    with scope(business=studio.business):
        assert ClassSession.objects.count() == 1


def test_what_is_wrong_is_told_field_by_field(studio: Studio, program: Program) -> None:
    wrong = program.call("POST", "class-sessions", body(studio, service="x", employee="0", seats=0), 422)
    assert [error["field"] for error in wrong["errors"]] == ["service", "employee", "seats"]


@pytest.mark.parametrize("never", ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_nobody_can_count_with_is_told_at_its_field(studio: Studio, program: Program, never: str) -> None:
    wanted = {**body(studio), "starts_at": never}
    del wanted["ends_at"]
    path = f"class-sessions/{program.call('POST', 'class-sessions', body(studio), 201)['id']}"
    for method, address, sent in (("POST", "class-sessions", wanted), ("PATCH", path, {"starts_at": never})):
        [problem] = program.call(method, address, sent, 422)["errors"]
        assert (problem["field"], problem["code"]) == ("starts_at", "out_of_range")


def test_a_class_is_changed_where_nobody_else_did(studio: Studio, program: Program) -> None:
    path = f"class-sessions/{program.call('POST', 'class-sessions', body(studio), 201)['id']}"
    later = {"starts_at": SEVEN, "ends_at": "2026-11-17T20:30:00+01:00", "seats": 3, "employee": str(studio.ida.pk)}
    changed = program.call("PATCH", path, later, if_match='"1"')
    assert (changed["starts_at"], changed["ends_at"], changed["seats"]) == (SEVEN, later["ends_at"], 3)
    assert program.etag == '"2"'
    assert program.call("PATCH", path, {"seats": 4}, 412, if_match='"1"')["code"] == "stale"
    assert program.call("PATCH", path, {}) == changed


def test_a_cancelled_class_is_listed_only_when_asked_for(studio: Studio, program: Program) -> None:
    made = program.call("POST", "class-sessions", body(studio), 201)
    path = f"class-sessions/{made['id']}"
    program.call("DELETE", f"{path}?reason=Ida+is+ill", status=204)
    assert program.call("GET", "class-sessions")["items"] == []
    [gone] = program.call("GET", "class-sessions?cancelled=true")["items"]
    assert (gone["id"], gone["cancel_reason"], gone["cancelled_by"]) == (made["id"], "Ida is ill", "Signe Kragh")
    assert program.call("PATCH", path, {"seats": 4}, 409)["code"] == "class_cancelled"


def test_staff_put_somebody_into_a_class(studio: Studio, program: Program) -> None:
    with scope(business=studio.business):
        row, sofie = make_session(studio, seats=1), make_customer(studio.business)
        otto = make_customer(studio.business, "Otto")
    seat = {"session": str(row.pk), "customer": str(sofie.pk), "note": "First time"}
    booking = program.call("POST", "bookings", seat, 201)
    assert (booking["session"], booking["starts_at"], booking["note"]) == (str(row.pk), SIX, "First time")
    assert program.call("POST", "bookings", seat, 409)["code"] == "already_booked"
    full = program.call("POST", "bookings", seat | {"customer": str(otto.pk)}, 409)
    assert full["code"] == "class_full"
    assert program.call("GET", f"class-sessions/{row.pk}")["seats_left"] == 0
    listed = program.call("GET", f"bookings?session={row.pk}")["items"]
    assert [one["id"] for one in listed] == [booking["id"]]
    moved = program.call("PATCH", f"bookings/{booking['id']}", {"starts_at": SEVEN}, 409)
    assert moved["code"] == "seat_stays"
    program.call("DELETE", f"class-sessions/{row.pk}", status=204)
    gone = program.call("GET", f"bookings/{booking['id']}")
    assert (gone["status"], gone["cancel_reason"]) == ("cancelled", "The class was cancelled.")


def test_a_limit_warns_staff_at_a_seat(studio: Studio, program: Program) -> None:
    with scope(business=studio.business):
        row = make_session(studio)
        sofie = make_customer(studio.business, max_future_bookings=0)
    seat = {"session": str(row.pk), "customer": str(sofie.pk)}
    asked = program.call("POST", "bookings", seat, 409)
    assert (asked["code"], asked["decision"]["reasons"][0]["code"]) == ("needs_override", "max_zero")
    assert program.call("POST", "bookings", seat | {"override_reason": "She called."}, 201)["status"] == "confirmed"
    assert program.call("POST", "bookings", seat | {"session": "x"}, 404)["code"] == "not_found"
