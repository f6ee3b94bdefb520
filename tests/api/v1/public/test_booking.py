"""A program books for a customer who is nobody yet: free times, the booking, its link, and every way to be refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_customer_token, make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.catalog import make_category, make_employee, make_service
from tests.factories.customers import make_customer

from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer

TEN = "2026-11-16T10:00:00+01:00"
FREJA = {"first_name": "Freja", "last_name": "Holm", "email": "freja.holm@example.com", "phone": "50 55 01 62"}
CONTACT = {
    "phone": "+4533112233",
    "email": "hej@havnegade.example",
    "address_line": "Havnegade 12",
    "postcode": "1058",
    "city": "København K",
    "opening_text": "Man–fre 9–17",
}
Call = Callable[..., Any]  # Any: JSON has no type


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def call(salon: Salon) -> Call:
    def run(method: str, path: str, body: object = None, status: int = 200, **headers: str) -> Any:  # Any: JSON
        response = Client().generic(
            method,
            f"/api/v1/public/{salon.business.slug}/{path}",
            b"" if body is None else orjson.dumps(body),
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        assert response.status_code == status, (response.status_code, response.content)
        return response.json()

    return run


def body(salon: Salon, **changed: object) -> dict[str, object]:
    return {"service": str(salon.service.pk), "starts_at": TEN, "customer": FREJA, **changed}


def problem(answer: dict[str, Any]) -> tuple[str, list[str]]:  # Any: JSON
    return answer["code"], [error["field"] for error in answer["errors"]]


def test_the_business_introduces_itself(call: Call) -> None:
    assert call("GET", "business") == {
        "name": "Havnegade Salon & Klinik",
        "timezone": "Europe/Copenhagen",
        "languages": ["da", "sv", "de", "fr", "en"],
        "default_language": "da",
        "contact": CONTACT,
    }


def test_services_are_told_in_the_language_of_the_answer(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        Service.objects.update(category=make_category(salon.business), description={"da": "Klip", "fr": "Coupe"})
        make_service(salon.business, "Hidden", is_online=False)
        Employee.objects.filter(pk=salon.mette.pk).update(is_online=False)
    [service] = call("GET", "services", accept_language="fr-CH, en;q=0.5")["items"]
    assert service == {
        "id": str(salon.service.pk),
        "name": "Haircut",
        "description": "Coupe",
        "category": "Hair",
        "kind": "appointment",
        "duration_minutes": 45,
        "price": {"amount": "450.00", "currency": "DKK"},
        "employees": [{"id": str(salon.jonas.pk), "name": "Jonas Krog"}],
        "extra_fields": [],
        "available": None,
        "message": None,
    }
    assert call("GET", "services", accept_language="en")["items"][0]["description"] == "Klip"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr, en", "fr"),
        ("da; q=0.5, de", "de"),
        ("da;q=0, sv ; q = 0.1", "sv"),
        ("pl, en;q=0.8, fr;q=0.9", "fr"),
        ("de-AT;q=x, *", "da"),
        ("", "da"),
    ],
)
def test_the_language_of_the_greatest_weight_is_answered(salon: Salon, call: Call, header: str, language: str) -> None:
    with scope(business=salon.business):
        Service.objects.update(description={code: code for code in ("da", "sv", "de", "fr", "en")})
    assert call("GET", "services", accept_language=header)["items"][0]["description"] == language


def test_free_times_name_who_is_free(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business))
    path = f"availability?service={salon.service.pk}&from=2026-11-15&to=2026-11-16"
    answer = call("GET", path)
    assert [day["date"] for day in answer["days"]] == ["2026-11-15", "2026-11-16"]
    slots = {slot["starts_at"]: slot["employees"] for slot in answer["days"][1]["slots"]}
    assert slots["2026-11-16T09:15:00+01:00"] == [str(salon.jonas.pk), str(salon.mette.pk)]
    assert slots[TEN] == [str(salon.mette.pk)]
    assert answer["timezone"] == "Europe/Copenhagen"
    assert call("GET", path) == answer
    assert call("GET", f"{path}&employee={salon.jonas.pk}")["days"][1]["slots"][0]["employees"] == [str(salon.jonas.pk)]


def test_a_repeated_hour_has_two_offsets(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, horizon_days=400, slot_minutes=60)
        Service.objects.update(duration_minutes=30)
        jonas = salon.jonas
        jonas.hours.create(business=salon.business, weekday=6, starts_minute=120, ends_minute=180)
    answer = call("GET", f"availability?service={salon.service.pk}&from=2027-10-31&to=2027-10-31")
    assert [slot["starts_at"] for slot in answer["days"][0]["slots"]] == [
        "2027-10-31T02:00:00+02:00",
        "2027-10-31T02:00:00+01:00",
    ]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("service={service}&from=2026-11-16&to=2027-01-17", 422, "range"),
        ("service={service}&from=2026-11-16&to=2026-11-15", 422, "range"),
        ("service={service}&from=0001-01-01&to=0001-01-02", 422, "range"),
        ("service={service}&from=9999-12-30&to=9999-12-31", 422, "range"),
        ("service={service}&from=tomorrow&to=2026-11-15", 422, "validation_error"),
        ("service={service}", 422, "validation_error"),
        ("service=0&from=2026-11-16&to=2026-11-16", 404, "not_found"),
        ("service=x&from=2026-11-16&to=2026-11-16", 404, "not_found"),
        ("service={service}&employee=999&from=2026-11-16&to=2026-11-16", 404, "not_found"),
    ],
)
def test_a_question_that_cannot_be_answered(salon: Salon, call: Call, query: str, status: int, code: str) -> None:
    assert call("GET", f"availability?{query.format(service=salon.service.pk)}", status=status)["code"] == code


def test_more_than_62_days_is_a_range_problem(salon: Salon, call: Call) -> None:
    answer = call("GET", f"availability?service={salon.service.pk}&from=2026-11-16&to=2027-01-17", status=422)
    assert [error["code"] for error in answer["errors"]] == ["range"]


def test_a_booking_is_made(salon: Salon, call: Call) -> None:
    made = call("POST", "bookings", body(salon, employee=str(salon.mette.pk), note="Window"), 201)
    assert made == {
        "id": made["id"],
        "status": "confirmed",
        "service": str(salon.service.pk),
        "employee": str(salon.mette.pk),
        "starts_at": TEN,
        "ends_at": "2026-11-16T10:45:00+01:00",
        "session": None,
        "manage_token": made["manage_token"],
    }
    managed = call("GET", f"manage/{made['manage_token']}")
    assert (managed["booking"]["service_name"], managed["may_cancel"], managed["cancel_until"]) == (
        "Haircut", True, "2026-11-15T10:00:00+01:00",
    )  # fmt: skip


def test_one_visit_of_two_services(salon: Salon, call: Call) -> None:
    wishes = [{"service": str(salon.service.pk), "starts_at": at} for at in (TEN, "2026-11-16T11:00:00+01:00")]
    made = call("POST", "bookings", {"services": wishes, "customer": FREJA}, 201)
    assert len(made["bookings"]) == 2
    with scope(business=salon.business):
        assert {str(visit) for visit in Booking.objects.values_list("visit", flat=True)} == {made["visit"]}


def test_the_same_key_books_once(salon: Salon, call: Call) -> None:
    first = call("POST", "bookings", body(salon), 201, idempotency_key="k1")
    assert call("POST", "bookings", body(salon), 201, idempotency_key="k1") == first
    other = call("POST", "bookings", body(salon, note="x"), 409, idempotency_key="k1")
    assert other["code"] == "idempotency_conflict"


def test_one_customers_answer_is_never_given_to_another(salon: Salon, call: Call, now: Any) -> None:  # Any: a fixture
    with scope(business=salon.business):
        people = [make_customer(salon.business, name, email=f"{name}@example.com") for name in ("freja", "sofie")]
        tokens = [f"Customer {make_customer_token(salon.business, now, person)}" for person in people]
    wanted = body(salon, customer=None)
    first, other = (
        call("POST", "bookings", wanted, 201, authorization=token, idempotency_key="monday") for token in tokens
    )
    assert first["id"] != other["id"]
    again = call("POST", "bookings", wanted, 201, authorization=tokens[0], idempotency_key="monday")
    assert again == first


def test_a_key_belongs_to_one_address_however_long_it_is(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        Business.objects.filter(pk=salon.business.pk).update(slug="s" * 60)
    salon.business.slug = "s" * 60
    link = f"manage/{call('POST', 'bookings', body(salon), 201)['manage_token']}"
    assert call("POST", f"{link}/cancel", {}, idempotency_key="one")["booking"]["status"] == "cancelled"
    assert call("POST", f"{link}/move", {}, 422, idempotency_key="one")["code"] == "validation_error"


def test_a_taken_time_offers_others(salon: Salon, call: Call) -> None:
    call("POST", "bookings", body(salon, employee=str(salon.jonas.pk)), 201)
    refused = call("POST", "bookings", body(salon, employee=str(salon.jonas.pk)), 409)
    assert refused["code"] == "slot_taken"
    assert len(refused["alternatives"]) == 6


@pytest.mark.parametrize(
    ("changed", "status", "expected"),
    [
        ({"starts_at": "2026-11-16T10:01:00+01:00"}, 422, ("not_a_start", [])),
        ({"starts_at": "2026-11-15T10:00:00+01:00"}, 422, ("outside_hours", [])),
        ({"starts_at": "2026-11-12T10:45:00+01:00"}, 422, ("too_soon", [])),
        ({"starts_at": "2020-11-12T10:45:00+01:00"}, 422, ("too_soon", [])),
        ({"starts_at": "2027-04-12T10:45:00+02:00"}, 422, ("too_late", [])),
        ({"starts_at": "2026-11-16T10:00:00"}, 422, ("validation_error", ["starts_at"])),
        ({"starts_at": "9999-12-31T23:00:00-01:00"}, 422, ("validation_error", ["starts_at"])),
        ({"starts_at": None}, 422, ("validation_error", ["starts_at"])),
        ({"service": None}, 422, ("validation_error", ["service"])),
        ({"service": "999999"}, 404, ("not_found", [])),
        ({"service": "99999999999999999999999"}, 404, ("not_found", [])),
        ({"service": 7}, 422, ("validation_error", ["service"])),
        ({"employee": "999999"}, 422, ("validation_error", ["employee"])),
        ({"employee": "abc"}, 422, ("validation_error", ["employee"])),
        ({"customer": None}, 422, ("validation_error", ["customer.first_name", "customer.email"])),
        ({"customer": {**FREJA, "email": "x"}}, 422, ("validation_error", ["customer.email"])),
        ({"customer": {**FREJA, "first_name": "\x00"}}, 422, ("validation_error", ["customer.first_name"])),
        ({"customer": {**FREJA, "last_name": "x" * 100_000}}, 422, ("validation_error", ["customer.last_name"])),
        ({"note": "x" * 2001}, 422, ("validation_error", ["note"])),
        ({"services": []}, 422, ("validation_error", ["services"])),
    ],
)
def test_what_cannot_be_booked_says_why(
    salon: Salon, call: Call, changed: dict[str, object], status: int, expected: tuple[str, list[str]]
) -> None:
    assert problem(call("POST", "bookings", body(salon, **changed), status)) == expected


def test_an_employee_of_another_service_is_refused(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        other = make_employee(salon.business, "Other", (make_service(salon.business, "Massage"),))
    answer = call("POST", "bookings", body(salon, employee=str(other.pk)), 422)
    assert problem(answer) == ("validation_error", ["employee"])


def test_the_unproven_are_refused_without_a_digit(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
    call("POST", "bookings", body(salon), 201)
    later = body(salon, starts_at="2026-11-16T12:00:00+01:00", customer={**FREJA, "language": "da"})
    refused = call("POST", "bookings", later, 403, accept_language="fr")
    assert (refused["code"], refused["detail"], refused["contact"]) == (
        "customer_refused",
        "Du kan ikke booke flere aftaler før efter din næste aftale.",
        CONTACT,
    )
    assert set(refused) == {"type", "title", "status", "detail", "code", "errors", "contact"}


def test_the_proven_learn_the_count_and_the_moment(salon: Salon, call: Call, now: Any) -> None:  # Any: a fixture
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
        customer = make_customer(salon.business, email="sofie@example.com", language="sv")
        make_booking(salon, customer)
        token = f"Customer {make_customer_token(salon.business, now, customer)}"
    later = body(salon, starts_at="2026-11-16T12:00:00+01:00", customer=None)
    refused = call("POST", "bookings", later, 403, authorization=token)
    assert refused["detail"].startswith("Du har 1 av 1 kommande tider.")
    assert (refused["future_bookings"], refused["limit"], len(refused["bookings"])) == (1, 1, 1)
    assert refused["may_book_again_at"] == "2026-11-16T09:45:00+00:00"
    path = f"availability?service={salon.service.pk}&from=2026-11-16&to=2026-11-17"
    offered = call("GET", path, authorization=token)
    assert offered["refusal"] == {"code": "customer_refused", "message": refused["detail"]}
    assert [day["slots"] for day in offered["days"]] == [[], []]
    [service] = call("GET", "services", authorization=token)["items"]
    assert (service["available"], service["message"]) == (False, refused["detail"])


def test_the_signed_in_who_may_book_see_times(salon: Salon, call: Call, now: Any) -> None:  # Any: a fixture
    with scope(business=salon.business):
        customer = make_customer(salon.business, email="sofie@example.com")
        token = f"Customer {make_customer_token(salon.business, now, customer)}"
    offered = call("GET", f"availability?service={salon.service.pk}&from=2026-11-16&to=2026-11-16", authorization=token)
    assert offered["days"][0]["slots"]
    [service] = call("GET", "services", authorization=token)["items"]
    assert (service["available"], service["message"]) == (True, None)
    assert call("POST", "bookings", body(salon, customer=None), 201, authorization=token)["status"] == "confirmed"


def test_a_proof_is_asked_for(salon: Salon, call: Call) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, verify_contact="always")
    refused = call("POST", "bookings", body(salon), 403)
    assert (refused["code"], "proof" in refused) == ("proof_required", True)


def test_the_eleventh_booking_of_a_minute_waits(salon: Salon, call: Call) -> None:
    for _ in range(10):
        call("POST", "bookings", body(salon, starts_at="2026-11-15T10:00:00+01:00"), 422)
    assert call("POST", "bookings", body(salon), 429)["code"] == "too_many"


def test_the_link_moves_cancels_and_goes_into_a_calendar(salon: Salon, call: Call) -> None:
    link = f"manage/{call('POST', 'bookings', body(salon), 201)['manage_token']}"
    moved = call("POST", f"{link}/move", {"starts_at": "2026-11-16T12:00:00+01:00"})
    assert moved["booking"]["starts_at"] == "2026-11-16T12:00:00+01:00"
    with_mette = {"starts_at": "2026-11-16T13:00:00+01:00", "employee": str(salon.mette.pk)}
    assert call("POST", f"{link}/move", with_mette)["booking"]["employee"] == str(salon.mette.pk)
    file = Client().get(f"/api/v1/public/{salon.business.slug}/{link}/ics")
    assert (file.headers["Content-Type"], b"BEGIN:VEVENT" in file.content) == ("text/calendar; charset=utf-8", True)
    cancelled = call("POST", f"{link}/cancel", {"reason": "Flu"})
    assert (cancelled["booking"]["status"], cancelled["may_move"], cancelled["may_cancel"]) == (
        "cancelled",
        False,
        False,
    )
    assert call("POST", f"{link}/cancel", {}, 409)["code"] == "wrong_status"
    with scope(business=salon.business):
        row = Booking.objects.get()
        assert (row.cancelled_by, row.cancel_channel, row.cancel_reason) == ("Freja Holm", "online", "Flu")


def test_a_blocked_customer_cannot_move_and_is_told_so_once_proven(salon: Salon, call: Call, now: datetime) -> None:
    link = f"manage/{call('POST', 'bookings', body(salon), 201)['manage_token']}"
    with scope(business=salon.business):
        customer = Customer.objects.get()
        Customer.objects.update(max_future_bookings=0)
        token = f"Customer {make_customer_token(salon.business, now, customer)}"
        stranger = f"Customer {make_customer_token(salon.business, now)}"
    assert [call("GET", link, **given)["may_move"] for given in ({}, {"authorization": stranger})] == [True, True]
    assert call("GET", link, authorization=token)["may_move"] is False
    later = {"starts_at": "2026-11-16T12:00:00+01:00"}
    assert call("POST", f"{link}/move", later, 403)["code"] == "customer_refused"
    assert call("POST", f"{link}/cancel")["booking"]["status"] == "cancelled"


def test_nobody_has_to_say_why_she_cancels(salon: Salon, call: Call) -> None:
    link = f"manage/{call('POST', 'bookings', body(salon), 201)['manage_token']}"
    assert call("POST", f"{link}/cancel")["booking"]["status"] == "cancelled"


def test_the_notice_is_over(salon: Salon, call: Call, at: Callable[[str], object]) -> None:
    link = f"manage/{call('POST', 'bookings', body(salon), 201)['manage_token']}"
    at("2026-11-15T10:00:00+01:00")
    assert call("POST", f"{link}/cancel", {}, 422)["code"] == "notice_passed"
    assert call("POST", f"{link}/move", {"starts_at": "2026-11-17T12:00:00+01:00"}, 422)["code"] == "notice_passed"


def test_a_link_of_another_business_leads_nowhere(salon: Salon, call: Call, other_business: Business) -> None:
    link = f"manage/{call('POST', 'bookings', body(salon), 201)['manage_token']}"
    assert Client().get(f"/api/v1/public/{other_business.slug}/{link}").status_code == 404
    assert call("GET", "manage/nonsense", status=404)["code"] == "not_found"
