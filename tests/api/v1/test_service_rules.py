"""Can programs make rules and exceptions, and do they hold?"""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_rule, make_tag

from kartotek.domain.access.models import RuleException
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

RULES = "service-rules"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


def test_a_rule_is_made_read_changed_and_put_away(salon: Salon, administrator: Actor) -> None:
    program = Program(administrator)
    tag, service = str(make_tag(salon.business).pk), str(salon.service.pk)
    body: dict[str, object] = {
        "when": {"has_tags": [tag], "lacks_tags": []},
        "where": {"services": [service]},
        "then": "unavailable",
        "messages": {"da": "Ring til os."},
    }
    made = program.call("POST", RULES, body, status=201)
    assert made == {**body, "id": made["id"], "archived": False, "in_force": True}
    path = f"{RULES}/{made['id']}"
    assert program.call("GET", path) == made
    assert program.etag == '"1"'
    assert program.call("GET", RULES) == {"items": [made], "next": None}
    changes = {"when": {"new_customer": True, "no_shows": 2}, "where": "all", "then": "needs_approval", "messages": {}}
    changed = program.call("PATCH", path, changes, if_match='"1"')
    assert changed["when"] == {"has_tags": [], "lacks_tags": [], "new_customer": True, "no_shows": 2}
    assert [changed[name] for name in ("where", "then", "messages")] == ["all", "needs_approval", {}]
    assert program.call("PATCH", path, {"then": "unavailable"}, status=412, if_match='"1"')["code"] == "stale"
    assert program.call("PATCH", path, {})["then"] == "needs_approval"
    program.call("DELETE", path, status=204, if_match='"2"')
    assert program.call("GET", RULES)["items"] == []
    [gone] = program.call("GET", f"{RULES}?archived=true")["items"]
    assert (gone["archived"], gone["in_force"]) == (True, False)
    assert program.call("POST", f"{path}/restore")["in_force"] is True
    program.call("DELETE", f"{path}?lift=false", status=204)
    assert program.call("GET", path)["in_force"] is True


def test_empty_lists_and_nulls_are_not_said(salon: Salon, owner: Actor) -> None:
    body = {"when": {"has_tags": [], "no_shows": None}, "where": {"services": [], "employees": []}}
    made = Program(owner).call("POST", RULES, {**body, "then": "unavailable"}, status=201)
    assert (made["when"], made["where"]) == ({"has_tags": [], "lacks_tags": []}, "all")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"when": {"no_shows": 0}}, "when.no_shows"),
        ({"when": {"has_tags": ["12345"]}}, "when.has_tags"),
        ({"when": {"lacks_tags": ["no id"]}}, "when.lacks_tags"),
        ({"where": {"services": ["12345"]}}, "where.services"),
        ({"where": {"categories": ["12345"]}}, "where.categories"),
        ({"where": {"employees": ["12345"]}}, "where.employees"),
        ({"where": {"locations": ["12345"]}}, "where.locations"),
        ({"where": {"service": ["12345"]}}, None),
        ({"when": {"tags": ["12345"]}}, None),
        ({"where": "somewhere"}, None),
        ({"then": "closed"}, None),
        ({"messages": {"xx": "a"}}, "messages.xx"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(
    salon: Salon, owner: Actor, change: dict[str, object], field: str | None
) -> None:
    body = {"when": {}, "where": "all", "then": "unavailable", **change}
    answer = Program(owner).call("POST", RULES, body, status=422)
    assert answer["code"] == "validation_error"
    assert field is None or [error["field"] for error in answer["errors"]] == [field]
    Program(owner).call("POST", RULES, {"when": {}}, status=422)


def test_a_receptionist_reads_rules_and_makes_none(salon: Salon, receptionist: Actor) -> None:
    make_rule(salon.business)
    program = Program(receptionist)
    assert len(program.call("GET", RULES)["items"]) == 1
    answer = program.call("POST", RULES, {"when": {}, "where": "all", "then": "unavailable"}, status=403)
    assert answer["code"] == "not_permitted"


def test_a_rule_closes_a_service_and_an_exception_opens_it(salon: Salon, receptionist: Actor, now: datetime) -> None:
    program = Program(receptionist)
    with scope(business=salon.business):
        customer = make_customer(salon.business)
        tag = make_tag(salon.business, "Late", customer)
        rule = make_rule(salon.business, when={"has_tags": [tag.pk]}, where={"services": [salon.service.pk]})
    access = f"customers/{customer.pk}/access?service={salon.service.pk}"
    [reason] = program.call("GET", access)["reasons"]
    assert (reason["code"], reason["source"]) == ("service_rule", {"kind": "rule", "id": str(rule.pk), "label": ""})
    path = f"customers/{customer.pk}/exceptions"
    body = {"rule": str(rule.pk), "from": "2026-11-12", "until": "2026-11-12", "reason": "She has paid."}
    made = program.call("POST", path, body, status=201)
    assert made == {
        **body,
        "id": made["id"],
        "service": None,
        "created_at": "2026-11-12T09:54:00+00:00",
        "created_by": "Signe Kragh",
        "removed_at": None,
        "removed_by": "",
    }
    assert program.call("GET", access)["outcome"] == "allowed"
    assert program.call("GET", path) == {"items": [made], "next": None}
    program.call("DELETE", f"{path}/{made['id']}", status=204)
    assert program.call("GET", access)["outcome"] == "refused"
    assert program.call("GET", path)["items"] == []
    [gone] = program.call("GET", f"{path}?removed=true")["items"]
    assert gone["removed_by"] == "Signe Kragh"


def test_an_exception_needs_a_reason_a_rule_and_days_in_order(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        customer, rule = make_customer(salon.business), make_rule(salon.business)
    program, path = Program(owner), f"customers/{customer.pk}/exceptions"
    body = {"rule": str(rule.pk), "from": "2026-11-12", "until": "2026-11-12"}
    answer = program.call("POST", path, body, status=422)
    assert (answer["code"], answer["errors"][0]["field"]) == ("reason_required", "reason")
    program.call("POST", path, {**body, "reason": " "}, status=422)
    late = program.call("POST", path, {**body, "reason": "Paid", "until": "2026-11-11"}, status=422)
    assert late["errors"][0]["field"] == "until"
    program.call("POST", path, {**body, "reason": "Paid", "rule": None}, status=422)
    program.call("POST", path, {**body, "reason": "Paid", "rule": "12345"}, status=404)
    program.call("POST", path, {**body, "reason": "Paid", "service": "12345"}, status=404)
    program.call("POST", path, {**body, "reason": "Paid", "from": "12 November"}, status=422)
    with scope(business=salon.business):
        assert RuleException.objects.count() == 0
