"""Do `recall-plans`, `recall-plans/{id}/due` and `customers/{id}/recall` answer as api.md says?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.recall import actions

At = Callable[[str], datetime]


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon, at: At) -> Customer:
    with scope(business=salon.business):
        row = make_customer(salon.business, "Freja", "Holm", email="freja@example.com")
        make_booking(salon, row, at("2026-10-08T10:00+02:00"), status="completed")
        return row


def add(program: Program, salon: Salon, **fields: object) -> Json:
    body = {"name": "Haircut", "service": str(salon.service.pk), "interval_days": 42, "ahead_days": 7, **fields}
    return program.call("POST", "recall-plans", body, 201)


def test_a_plan_lives_is_put_away_and_comes_back(owner: Actor, salon: Salon, now: datetime) -> None:
    program = Program(owner)
    made = add(program, salon)
    assert program.etag == '"1"'
    assert made == {
        "id": made["id"],
        "name": "Haircut",
        "service": str(salon.service.pk),
        "service_name": salon.service.name,
        "interval_days": 42,
        "ahead_days": 7,
        "tolerance_days": 14,
        "attempts": 2,
        "pause_days": 7,
        "channel": "email",
        "letters": False,
        "subject": "",
        "body": "",
        "enrolled": 0,
        "archived": False,
    }
    url = f"recall-plans/{made['id']}"
    assert program.call("GET", url) == made
    changed = program.call("PATCH", url, {"attempts": 3}, if_match='"1"')
    assert changed == {**made, "attempts": 3}
    program.call("PATCH", url, {"attempts": 4}, 412, if_match='"1"')
    program.call("DELETE", url, status=204)
    assert program.call("GET", "recall-plans") == {"items": [], "next": None}
    assert program.call("GET", "recall-plans?archived=true")["items"] == [{**changed, "archived": True}]
    assert program.call("POST", f"{url}/restore") == changed
    assert program.call("PATCH", url, {"archived": True})["archived"] is True
    refused = program.call("POST", "recall-plans", {"name": "", "service": "x", "interval_days": 1}, 422)
    assert [(each["field"], each["code"]) for each in refused["errors"]] == [("service", "unknown")]


def test_a_customer_is_put_in_is_due_is_invited_and_is_taken_out(
    owner: Actor, salon: Salon, freja: Customer, at: At
) -> None:
    now = at("2026-11-12T09:00+01:00")
    program = Program(owner)
    plan = add(program, salon)["id"]
    url = f"customers/{freja.pk}/recall"
    made = program.call("PUT", url, {"plan": plan})
    assert made == {
        "id": made["id"],
        "plan": plan,
        "plan_name": "Haircut",
        "customer": str(freja.pk),
        "customer_name": "Freja Holm",
        "paused": False,
        "state": "due",
        "stop": None,
        "last_visit_on": "2026-10-08",
        "due_on": "2026-11-19",
        "invite_on": "2026-11-12",
        "attempts": 0,
        "invited_at": None,
    }
    assert program.call("GET", f"recall-plans/{plan}/due") == {"items": [made], "next": None}
    assert program.call("PUT", url, {"plan": plan, "paused": True})["state"] == "paused"
    program.call("PUT", url, {"plan": plan})
    tomorrow = at("2026-11-13T09:00+01:00")
    assert now < tomorrow
    actions.invite_due(actor=SYSTEM, now=tomorrow)
    [found] = program.call("GET", url)["items"]
    assert (found["state"], found["attempts"], found["invited_at"]) == ("invited", 1, "2026-11-13T09:00:00+01:00")
    program.call("DELETE", f"{url}?plan={plan}", status=204)
    program.call("DELETE", f"{url}?plan={plan}", status=404)
    program.call("DELETE", url, status=204)
    assert program.call("GET", url) == {"items": []}


def test_many_are_put_in_by_service_and_by_tag(owner: Actor, salon: Salon, freja: Customer, at: At) -> None:
    at("2026-11-12T09:00+01:00")
    program = Program(owner)
    plan = add(program, salon)["id"]
    assert program.call("POST", f"recall-plans/{plan}/enrol", {"by": "service"}) == {"new": 1, "already": 0}
    with scope(business=salon.business):
        tag = make_tag(salon.business, "Regular", freja)
    body = {"by": "tag", "tag": str(tag.pk)}
    assert program.call("POST", f"recall-plans/{plan}/enrol", body) == {"new": 0, "already": 1}
    program.call("POST", f"recall-plans/{plan}/enrol", {"by": "tag"}, 422)


def test_who_may_not_manage_reminders_is_told_so(
    practitioner: Actor, salon: Salon, freja: Customer, now: object
) -> None:
    Program(practitioner).call("GET", f"customers/{freja.pk}/recall", status=403)
