"""What was written to a customer, and what will be, as programs see it and change it (S43, S44)."""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.messages import make_message

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer

FILE = {"name": "invite.ics", "media_type": "text/calendar; method=REQUEST", "content": "BEGIN:VCALENDAR"}


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, email="sofie.bjerregaard@example.com", phone="+4531550124")


@pytest.fixture
def program(receptionist: Actor, now: datetime) -> Program:
    return Program(receptionist)


def path(customer: Customer, rest: str) -> str:
    return f"customers/{customer.pk}/{rest}"


def test_the_log_tells_all_of_a_message(business: Business, sofie: Customer, program: Program) -> None:
    with scope(business=business):
        message = make_message(business, sofie, html="<p>Vi ses.</p>", attachments=[FILE], booking_id=7)
    [item] = program.call("GET", path(sofie, "messages"))["items"]
    assert item == {
        "id": str(message.pk),
        "event": "free",
        "channel": "email",
        "to": "sofie.bjerregaard@example.com",
        "language": "da",
        "subject": "Hej",
        "body": "Vi ses.",
        "html": "<p>Vi ses.</p>",
        "state": "sent",
        "created_at": "2026-11-12T09:54:00+00:00",
        "due_at": "2026-11-12T09:54:00+00:00",
        "sent_at": None,
        "error": "",
        "booking": "7",
        "caused_by": "Mette Lund",
        "attachments": [FILE],
    }


def test_coming_messages_say_why_and_are_cancelled_one_by_one(
    business: Business, sofie: Customer, program: Program
) -> None:
    with scope(business=business):
        booking = make_booking(make_salon(business), sofie)
        reminder = {"event": "booking_reminder", "state": "queued", "booking_id": booking.pk}
        first = make_message(business, sofie, due_at=MONDAY_10 - timedelta(hours=24), **reminder)
        second = make_message(business, sofie, due_at=MONDAY_10 - timedelta(minutes=90), **reminder)
    items = program.call("GET", path(sofie, "coming-messages"))["items"]
    assert [(item["id"], item["booking"], item["why"]) for item in items] == [
        (str(first.pk), str(booking.pk), "Reminder 24 h before Haircut, 16 Nov 2026 at 10:00"),
        (str(second.pk), str(booking.pk), "Reminder 1 h 30 min before Haircut, 16 Nov 2026 at 10:00"),
    ]
    program.call("DELETE", path(sofie, f"coming-messages/{first.pk}"), status=204)
    items = program.call("GET", path(sofie, "coming-messages"))["items"]
    assert [item["id"] for item in items] == [str(second.pk)]
    cancelled = program.call("GET", path(sofie, "messages"))["items"][1]
    assert (cancelled["state"], cancelled["error"]) == ("dropped", "Cancelled by Signe Kragh.")
    program.call("DELETE", path(sofie, f"coming-messages/{first.pk}"), status=404)


def test_another_tenants_or_areas_messages_do_not_exist(
    business: Business, sofie: Customer, other_owner: Actor, inspector: Actor, other_area: Area
) -> None:
    with scope(business=business):
        waits = make_message(business, sofie, state="queued")
    for actor in (other_owner, inspector):
        stranger = Program(actor)
        for rest in ("messages", "coming-messages"):
            stranger.call("GET", path(sofie, rest), status=404)
        stranger.call("DELETE", path(sofie, f"coming-messages/{waits.pk}"), status=404)
    waits.refresh_from_db()
    assert waits.state == "queued"


@pytest.mark.parametrize("given", ["0", "-1", "x", "9" * 30, "²", "%F0%9F%98%80"])
def test_what_is_no_message_is_not_there(sofie: Customer, program: Program, given: str) -> None:
    program.call("DELETE", path(sofie, f"coming-messages/{given}"), status=404)


@pytest.mark.parametrize("query", ["cursor=x", "limit=0", "limit=201", "cursor=WzFd"])
def test_a_foreign_cursor_or_limit_is_refused_by_name(sofie: Customer, program: Program, query: str) -> None:
    problem = program.call("GET", path(sofie, f"coming-messages?{query}"), status=422)
    assert problem["errors"][0]["field"] == query.partition("=")[0]


def send(program: Program, customer: Customer, status: int = 201, **body: object) -> Json:
    return program.call(
        "POST", path(customer, "messages"), {"channel": "email", "body": "Hej [FORNAVN]"} | body, status
    )


def test_a_message_is_written_with_codes(sofie: Customer, program: Program) -> None:
    sent = send(program, sofie, subject="Til [FORNAVN]")
    assert (sent["event"], sent["channel"], sent["to"]) == ("free", "email", "sofie.bjerregaard@example.com")
    assert (sent["subject"], sent["body"], sent["state"]) == ("Til Sofie", "Hej Sofie", "captured")
    assert sent["caused_by"] == "Signe Kragh"
    text = send(program, sofie, channel="sms")
    assert (text["to"], text["subject"], text["html"]) == ("+4531550124", "", "")
    assert [item["id"] for item in program.call("GET", path(sofie, "messages"))["items"]] == [text["id"], sent["id"]]


def test_the_same_request_twice_is_one_message(sofie: Customer, program: Program) -> None:
    body = {"channel": "sms", "body": "Hej"}
    answers = [
        program.call("POST", path(sofie, "messages"), body, status=201, idempotency_key="one")["id"] for _ in range(2)
    ]
    assert answers[0] == answers[1]
    other = program.call("POST", path(sofie, "messages"), body | {"body": "Other"}, status=409, idempotency_key="one")
    assert other["code"] == "idempotency_conflict"
    assert len(program.call("GET", path(sofie, "messages"))["items"]) == 1


def test_every_fault_comes_back_with_its_place(sofie: Customer, program: Program) -> None:
    problem = send(program, sofie, 422, subject="[NO_SUCH]", body="a\n  [customerFutureBookingsEnd]")
    assert [(one["field"], one["code"], one["line"], one["column"]) for one in problem["errors"]] == [
        ("subject", "unknown_code", 1, 1),
        ("body", "unopened_loop", 2, 3),
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"channel": "letter"}, "channel"),
        ({"channel": None}, "channel"),
        ({"channel": "sms", "subject": "Hej"}, "subject"),
        ({"body": ""}, "body"),
        ({"body": 7}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"body": "x" * 20_000}, "body"),
        ({"subject": "a\nb"}, "subject"),
    ],
)
def test_bad_input_is_named(sofie: Customer, program: Program, body: dict[str, object], field: str) -> None:
    assert field in {one["field"] for one in send(program, sofie, 422, **body)["errors"]}
    assert program.call("GET", path(sofie, "messages"))["items"] == []


def test_without_an_address_its_field_is_named(business: Business, program: Program) -> None:
    with scope(business=business):
        nobody = make_customer(business, "Freja")
    assert send(program, nobody, 422)["errors"][0]["field"] == "email"
    assert send(program, nobody, 422, channel="sms")["errors"][0]["field"] == "phone"


def test_the_appointment_card(business: Business, sofie: Customer, program: Program) -> None:
    assert program.call("POST", path(sofie, "appointment-card"), status=422)["code"] == "no_future_booking"
    with scope(business=business):
        make_booking(make_salon(business), sofie)
    sent = program.call("POST", path(sofie, "appointment-card"), status=201)
    assert (sent["event"], sent["channel"], sent["to"]) == ("appointment_card", "sms", "+4531550124")
    assert "d. 16-11-2026 Kl. 10:00" in sent["body"]
    with scope(business=business):
        Customer.objects.update(phone="")
    assert program.call("POST", path(sofie, "appointment-card"), status=422)["code"] == "no_mobile"


def test_nobody_writes_to_another_tenants_or_areas_customer(
    sofie: Customer, other_owner: Actor, inspector: Actor, other_area: Area
) -> None:
    for actor in (other_owner, inspector):
        stranger = Program(actor)
        send(stranger, sofie, 404)
        stranger.call("POST", path(sofie, "appointment-card"), status=404)
    Program(None).call("POST", path(sofie, "appointment-card"), status=401)


def test_a_message_that_failed_is_tried_again(
    business: Business, sofie: Customer, program: Program, other_owner: Actor, inspector: Actor, other_area: Area
) -> None:
    with scope(business=business):
        failed = make_message(business, sofie, state="failed")
        done = make_message(business, sofie, state="sent")
    for actor in (other_owner, inspector):
        Program(actor).call("POST", f"messages/{failed.pk}/retry", status=404)
    answer = program.call("POST", f"messages/{failed.pk}/retry")
    assert (answer["id"], answer["state"] in {"queued", "captured"}) == (str(failed.pk), True)
    assert program.call("POST", f"messages/{done.pk}/retry", status=409)["code"] == "not_resendable"
    assert program.call("POST", "messages/x/retry", status=404)["code"] == "not_found"
