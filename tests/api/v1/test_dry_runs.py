"""Can programs ask beforehand whom a rule or a limit would hit?"""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_rule, make_tag

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon, now: datetime) -> Customer:
    """She comes twice."""
    with scope(business=salon.business):
        customer = make_customer(salon.business)
        for days in (4, 5):
            make_booking(salon, customer, now + timedelta(days=days))
    return customer


def hit(customer: Customer, coming: int, past: int = 0) -> dict[str, object]:
    item = {
        "customer": str(customer.pk),
        "number": customer.number,
        "name": "Sofie Bjerregaard",
        "coming_bookings": coming,
        "bookings_90_days": past,
    }
    return {"customers": 1, "coming_bookings": coming, "bookings_90_days": past, "items": [item]}


def test_a_rule_is_tried_before_it_is_saved(salon: Salon, sofie: Customer, administrator: Actor) -> None:
    program = Program(administrator)
    tag = make_tag(salon.business, "Late", sofie)
    body = {"when": {"has_tags": [str(tag.pk)]}, "where": "all", "then": "unavailable", "messages": {}}
    assert program.call("POST", "service-rules/dry-run", body) == hit(sofie, 2)
    rule = make_rule(salon.business)
    assert program.call("POST", "service-rules/dry-run", {**body, "id": str(rule.pk)}) == hit(sofie, 2)
    program.call("POST", "service-rules/dry-run", {**body, "id": "12345"}, status=404)
    program.call("POST", "service-rules/dry-run", {**body, "where": {"services": ["12345"]}}, status=422)
    assert program.call("GET", "service-rules")["items"][0]["id"] == str(rule.pk)


def test_a_general_limit_is_tried_before_it_is_saved(salon: Salon, sofie: Customer, owner: Actor) -> None:
    program, path = Program(owner), "settings/online-booking"
    assert program.call("POST", f"{path}/dry-run", {"max_future_bookings": 1}) == hit(sofie, 1)
    assert program.call("POST", f"{path}/dry-run", {})["customers"] == 0
    program.call("POST", f"{path}/dry-run", {"max_future_bookings": -1}, status=422)
    assert program.call("GET", path)["max_future_bookings"] == "unlimited"


def test_a_tag_is_tried_before_it_is_saved(salon: Salon, sofie: Customer, owner: Actor) -> None:
    program, tag = Program(owner), make_tag(salon.business, "Never pays", sofie).pk
    assert program.call("POST", f"tags/{tag}/dry-run", {"kind": "banned"}) == hit(sofie, 2)
    assert program.call("POST", f"tags/{tag}/dry-run", {"label": "Pays"})["customers"] == 0
    program.call("POST", f"tags/{tag}/dry-run", {"kind": "worse"}, status=422)
    program.call("POST", "tags/12345/dry-run", {"kind": "banned"}, status=404)
    assert program.call("GET", f"tags/{tag}")["kind"] == "normal"


@pytest.mark.parametrize("path", ["service-rules", "settings/online-booking"])
def test_whoever_may_not_save_it_is_told_no_names(salon: Salon, receptionist: Actor, path: str) -> None:
    body = {"when": {}, "where": "all", "then": "unavailable"}
    assert Program(receptionist).call("POST", f"{path}/dry-run", body, status=403)["code"] == "not_permitted"
