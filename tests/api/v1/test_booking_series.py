"""Can a program book the same appointment every few weeks, and is it told which dates did not fit?"""

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

TEN = "2026-11-16T10:00:00+01:00"


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


def wanted(salon: Salon, **changed: object) -> dict[str, object]:
    card = make_customer(salon.business)
    values = {"service": str(salon.service.pk), "employee": str(salon.jonas.pk), "starts_at": TEN}
    return {**values, "customer": str(card.pk), "every_weeks": 2, "until": "2026-12-14", **changed}


def test_dates_that_do_not_fit_are_told_with_what_is_free_nearby(salon: Salon, owner: Actor) -> None:
    make_booking(salon, make_customer(salon.business), MONDAY_10.replace(day=30))
    made = Program(owner).call("POST", "bookings/series", wanted(salon), 201)
    assert [one["starts_at"] for one in made["bookings"]] == [TEN, "2026-12-14T10:00:00+01:00"]
    assert len({one["visit"] for one in made["bookings"]}) == 2
    [conflict] = made["conflicts"]
    assert (conflict["starts_at"], conflict["code"]) == ("2026-11-30T10:00:00+01:00", "slot_taken")
    assert conflict["alternatives"]
    assert conflict["decision"] is None


def test_a_rule_is_told_with_its_reasons_and_beaten_with_one(salon: Salon, owner: Actor) -> None:
    sunday = wanted(salon, starts_at="2026-11-15T10:00:00+01:00", until="2026-11-30")
    refused = Program(owner).call("POST", "bookings/series", sunday, 201)
    assert refused["bookings"] == []
    assert {one["code"] for one in refused["conflicts"]} == {"needs_override"}
    assert refused["conflicts"][0]["decision"]["reasons"][0]["code"] == "outside_hours"
    made = Program(owner).call("POST", "bookings/series", {**sunday, "override_reason": "Agreed"}, 201)
    assert len(made["bookings"]) == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"every_weeks": 0}, "every_weeks"),
        ({"every_weeks": "often"}, "every_weeks"),
        ({"until": "2026-11-15"}, "until"),
        ({"until": "soon"}, "until"),
        ({"service": None}, "service"),
        ({"note": "x" * 5000}, "note"),
    ],
)
def test_what_cannot_be_names_its_field(salon: Salon, owner: Actor, changed: dict[str, object], field: str) -> None:
    refused = Program(owner).call("POST", "bookings/series", wanted(salon, **changed), 422)
    assert [error["field"] for error in refused["errors"]] == [field]
    with scope(business=salon.business):
        assert not Booking.objects.exists()
