"""A customer looks for a class and joins it by the public API."""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.access import make_customer_token
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.factories.customers import make_customer

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.booking.models import ClassSession
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

SIX, SEVEN = "2026-11-17T18:00:00+01:00", "2026-11-17T19:00:00+01:00"
FREJA = {"first_name": "Freja", "last_name": "Holm", "email": "freja.holm@example.com", "phone": "50 55 01 62"}
WEEK = "classes?from=2026-11-16&to=2026-11-22"


@pytest.fixture
def studio(business: Business, now: datetime) -> Studio:
    with scope(business=business):
        return make_studio(business)


@pytest.fixture
def session(studio: Studio) -> ClassSession:
    with scope(business=studio.business):
        return make_session(studio, seats=1)


@pytest.fixture
def site(studio: Studio) -> Program:
    return Program(None, f"public/{studio.business.slug}/")


def signed_in(studio: Studio, now: datetime, **fields: object) -> tuple[Customer, str]:
    with scope(business=studio.business):
        card = make_customer(studio.business, "Freja", "Holm", email="freja.holm@example.com", **fields)
        return card, f"Customer {make_customer_token(studio.business, now, card)}"


def test_classes_are_listed_with_the_seats_left(studio: Studio, session: ClassSession, site: Program) -> None:
    line = {
        "id": str(session.pk),
        "service": str(studio.yoga.pk),
        "service_name": "Yoga",
        "employee": str(studio.ida.pk),
        "employee_name": "Ida Skov",
        "starts_at": SIX,
        "ends_at": SEVEN,
        "seats": 1,
        "seats_left": 1,
    }
    assert site.call("GET", WEEK) == {"items": [line], "next": None}
    assert site.call("GET", f"{WEEK}&service={studio.yoga.pk}")["items"] == [line]
    assert site.call("GET", f"{WEEK}&service=0")["items"] == []
    assert site.call("GET", "classes?from=2026-11-18&to=2026-11-22")["items"] == []
    site.call("POST", "bookings", {"session": str(session.pk), "customer": FREJA}, 201)
    assert site.call("GET", WEEK)["items"] == [line | {"seats_left": 0}]


@pytest.mark.parametrize("dates", ["from=2026-11-22&to=2026-11-16", "from=2026-11-01&to=2027-01-02"])
def test_a_range_has_bounds(site: Program, dates: str) -> None:
    assert site.call("GET", f"classes?{dates}", status=422)["code"] == "range"


def test_a_class_has_no_free_times(studio: Studio, session: ClassSession, site: Program) -> None:
    days = site.call("GET", f"availability?service={studio.yoga.pk}&from=2026-11-17&to=2026-11-18")["days"]
    assert days == [{"date": "2026-11-17", "slots": []}, {"date": "2026-11-18", "slots": []}]


def test_a_seat_is_booked_shown_and_cancelled(studio: Studio, session: ClassSession, site: Program) -> None:
    booked = site.call("POST", "bookings", {"session": str(session.pk), "customer": FREJA}, 201)
    token = booked.pop("manage_token")
    assert booked == {
        "id": booked["id"],
        "status": "confirmed",
        "service": str(studio.yoga.pk),
        "employee": str(studio.ida.pk),
        "starts_at": SIX,
        "ends_at": SEVEN,
        "session": str(session.pk),
    }
    managed = site.call("GET", f"manage/{token}")
    assert (managed["booking"]["service_name"], managed["may_cancel"], managed["may_move"]) == ("Yoga", True, False)
    assert site.call("POST", f"manage/{token}/move", {"starts_at": SEVEN}, 409)["code"] == "seat_stays"
    ics = Client().get(f"/api/v1/public/{studio.business.slug}/manage/{token}/ics").content
    assert b"SUMMARY:Yoga" in ics
    site.call("POST", f"manage/{token}/cancel")
    assert site.call("GET", WEEK)["items"][0]["seats_left"] == 1


def test_a_full_class_and_a_second_seat_are_conflicts(session: ClassSession, site: Program) -> None:
    wanted = {"session": str(session.pk), "customer": FREJA}
    site.call("POST", "bookings", wanted, 201)
    assert site.call("POST", "bookings", wanted, 409)["code"] == "already_booked"
    other = {"first_name": "Otto", "email": "otto@example.com"}
    assert site.call("POST", "bookings", wanted | {"customer": other}, 409)["code"] == "class_full"
    assert site.call("POST", "bookings", wanted | {"session": "999"}, 404)["code"] == "not_found"


def test_a_signed_in_customer_joins_and_finds_the_seat(
    studio: Studio, session: ClassSession, site: Program, now: datetime
) -> None:
    _, token = signed_in(studio, now)
    site.call("POST", "bookings", {"session": str(session.pk)}, 201, authorization=token)
    me = site.call("GET", "me", authorization=token)
    assert [one["service_name"] for one in me["bookings"]] == ["Yoga"]
    assert me["access"]["future_bookings"] == 1


def test_a_blocked_customer_sees_the_message_in_place_of_classes(
    studio: Studio, session: ClassSession, site: Program, now: datetime
) -> None:
    _, token = signed_in(studio, now, max_future_bookings=0)
    answer = site.call("GET", WEEK, authorization=token, accept_language="en")
    assert (answer["items"], answer["refusal"]["code"]) == ([], "customer_refused")
    refused = site.call("POST", "bookings", {"session": str(session.pk)}, 403, authorization=token)
    assert refused["code"] == "customer_refused"


def test_a_class_that_is_closed_to_her_is_not_listed(
    studio: Studio, session: ClassSession, site: Program, now: datetime
) -> None:
    card, token = signed_in(studio, now)
    with scope(business=studio.business):
        pilates = make_studio(studio.business)
        make_session(pilates, TUESDAY_18)
        tag = Tag.objects.create(
            business=studio.business,
            label="Secret",
            kind="banned",
            created_at=now,
            where={"services": [studio.yoga.pk]},
        )
        CustomerTag.objects.create(business=studio.business, customer=card, tag=tag, added_at=now)
    open_to_her = site.call("GET", WEEK, authorization=token)
    assert [one["service"] for one in open_to_her["items"]] == [str(pilates.yoga.pk)]
    assert "refusal" not in open_to_her
    closed = site.call("GET", f"{WEEK}&service={studio.yoga.pk}", authorization=token)
    assert (closed["items"], closed["refusal"]["code"]) == ([], "customer_refused")
    assert "Secret" not in str(closed)
