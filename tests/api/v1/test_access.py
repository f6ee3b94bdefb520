"""Does a program learn whether she may book, and why not?"""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


def test_at_the_limit_with_everything_staff_may_know(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
        customer = make_customer(salon.business, language="en")
        make_booking(salon, customer)
    answer = Program(owner).call("GET", f"customers/{customer.pk}/access")
    del answer["checks"]
    assert answer == {
        "outcome": "refused",
        "state": "limited",
        "public_message": "You have 1 of 1 coming appointments. "
        "You can book again after Monday 16 November 2026 at 10:45.",
        "may_book_again_at": "2026-11-16T09:45:00+00:00",
        "future_bookings": 1,
        "limit": 1,
        "needs_approval": False,
        "reasons": [
            {
                "code": "limit_reached",
                "text": "1 of 1 coming bookings are used.",
                "source": {"kind": "general", "id": None, "label": ""},
                "until": "2026-11-16T09:45:00+00:00",
            }
        ],
    }


def test_everything_that_was_looked_at_is_told_in_order(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
        customer = make_customer(salon.business, language="en")
        make_booking(salon, customer)
    checks = Program(owner).call("GET", f"customers/{customer.pk}/access")["checks"]
    assert [(check["code"], check["verdict"], check["text"]) for check in checks] == [
        ("locked", "passes", "Not locked."),
        ("banned_tag", "passes", "No ban tag on the card."),
        (
            "limit_reached",
            "stops",
            "1 of 1 coming bookings are used. Free again after Mon 16 Nov 2026 at 10:45. General setting.",
        ),
        ("service_rule", "passes", "There are no service rules."),
    ]
    assert checks[2] == {
        "code": "limit_reached",
        "source": {"kind": "general", "id": None, "label": ""},
        "verdict": "stops",
        "until": "2026-11-16T09:45:00+00:00",
        "text": checks[2]["text"],
        "remedies": ["max", "settings"],
    }


def test_staff_are_warned_and_the_check_in_lets_in(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business, max_future_bookings=0)
    program = Program(owner)
    outcomes = [
        program.call("GET", f"customers/{customer.pk}/access?channel={channel}")["outcome"]
        for channel in ("online", "staff", "check_in")
    ]
    assert outcomes == ["refused", "warned", "allowed"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59Z"])
def test_a_time_nobody_can_count_with_is_named(salon: Salon, owner: Actor, moment: str) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business)
    answer = Program(owner).call("GET", f"customers/{customer.pk}/access?at={moment}", status=422)
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [("at", "out_of_range")]


def test_a_service_an_employee_and_a_time_may_be_named(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business)
    night = (MONDAY_10 + timedelta(hours=12)).isoformat().replace("+00:00", "Z")
    query = f"service={salon.service.pk}&employee={salon.jonas.pk}&at={night}"
    answer = Program(owner).call("GET", f"customers/{customer.pk}/access?{query}")
    assert [reason["code"] for reason in answer["reasons"]] == ["outside_hours"]
    assert (answer["limit"], answer["may_book_again_at"]) == ("unlimited", None)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("service=x", 422),
        ("at=2026-11-16T10:00", 422),
        ("channel=fax", 422),
        ("service=999999999", 404),
        ("employee=999999999", 404),
    ],
)
def test_what_cannot_be_asked(salon: Salon, owner: Actor, query: str, status: int) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business)
    Program(owner).call("GET", f"customers/{customer.pk}/access?{query}", status=status)


def test_an_inspector_asks_about_her_area_only(salon: Salon, inspector: Actor, area: Area, other_area: Area) -> None:
    with scope(business=salon.business):
        mine, other = make_customer(salon.business, area=area), make_customer(salon.business, area=other_area)
    program = Program(inspector)
    for path in ("access", "refusals", "messages"):
        program.call("GET", f"customers/{mine.pk}/{path}")
        program.call("GET", f"customers/{other.pk}/{path}", status=404)
