"""Does an inspector meet nobody from outside her areas in the API? Every operation, with another area's identifiers.

An operation is walked as one of an object that hangs on a customer (404, while the inspector of the area gets an
answer), as one that shows customers (none of the marks, while the inspector of the area sees them), as one that names
a customer in its body, or it stands below with the reason why it shows none (proved as the owner, who sees all).
A new operation that is none of these fails `test_every_operation_is_walked_or_says_why_not`.
"""

import json
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scopes_disabled
from tests.personas import bearer
from tests.walks.planted import BOOKER, Planted, plant, shown

from kartotek.config.urls import API
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

V1 = "/api/v1"
HANGS_ON_A_CUSTOMER = {
    "customer",
    "booking",
    "refusal",
    "lock",
    "waiting",
    "exception",
    "terms",
    "notice",
    "reminder",
    "item",
    "message",
    "job",
}

# What each operation on such an object needs in its body to come as far as looking the object up.
BODIES: dict[str, dict[str, object]] = {
    "PATCH /customers/{customer}": {"city": "Odense"},
    "POST /customers/{customer}/exceptions": {
        "rule": "{rule}", "from": "2026-11-01", "until": "2026-12-01", "reason": "Agreed",
    },
    "POST /customers/{customer}/service-terms": {"service": "{service}", "price": {"amount": "1", "currency": "DKK"}},
    "POST /customers/{customer}/locks": {"reason": "{reason}", "ends": {"days": 5}},
    "POST /customers/{customer}/messages": {"channel": "email", "subject": "Hello", "body": "See you soon"},
    "POST /customers/{customer}/notices": {"text": "Rang back", "pinned": False},
    "POST /customers/{customer}/unlock": {"reason": "Paid"},
    "POST /customers/{customer}/reminders": {
        "name": "Ring her", "starts_on": "2026-12-01", "type": "{reminder_type}", "repeat": "never",
        "channel": "system", "recipients": "administrators",
    },
    "PATCH /reminders/{reminder}": {"name": "Ring her"},
    "PUT /customers/{customer}/recall": {"plan": "{recall_plan}"},
    "POST /inbox/{item}/snooze": {"until": "2026-12-01"},
    "PATCH /bookings/{booking}": {"note": "By the window"},
    "POST /bookings/{booking}/approve": {"override_reason": "Agreed"},
    "POST /bookings/{booking}/proposal": {"accept": []},
    "POST /lock-reviews/{lock}": {"decision": "keep", "reason": "Still so"},
    "POST /locks/{lock}/extend": {"ends": {"days": 5}},
}  # fmt: skip

# What shows customers: the query and the body with which it shows the marked one to whoever may see her.
SHOWS: dict[str, tuple[str, dict[str, object]]] = {
    "GET /bookings": ("", {}),
    "GET /check-ins": ("", {}),
    "GET /customers": ("search=Quistorff", {}),
    "POST /customers": ("", {"first_name": "Karla", "last_name": "Holm", "phone": BOOKER.phone, "area": "{area}"}),
    "GET /inbox": ("", {}),
    "GET /lock-reviews": ("", {}),
    "GET /recall-plans/{recall_plan}/due": ("", {}),
    "GET /refusals": ("", {}),
    "GET /reports/refusals": ("month=2026-11", {}),
    "GET /waitlist": ("", {}),
    "POST /service-rules/dry-run": ("", {"when": {}, "where": "all", "then": "unavailable"}),
    "POST /settings/online-booking/dry-run": ("", {"max_future_bookings": 0}),
    "POST /tags/{tag}/dry-run": ("", {"kind": "banned"}),
}

# What names a customer in its body: out of area she does not exist.
NAMES: dict[str, dict[str, object]] = {
    "POST /bookings/series": {
        "customer": "{customer}", "service": "{service}", "employee": "{employee}", "every_weeks": 1,
        "starts_at": "2026-11-17T10:00:00+01:00", "override_reason": "Agreed", "until": "2026-11-24",
    },
    "POST /bookings": {
        "customer": "{customer}", "service": "{service}", "employee": "{employee}",
        "starts_at": "2026-11-17T10:00:00+01:00", "override_reason": "Agreed",
    },
    "POST /templates/preview": {"channel": "email", "body": "Dear [LASTNAME]", "customer": "{customer}"},
}  # fmt: skip

SHOWS_NOBODY = {
    "the parts of the business are for all its staff": (
        *("GET /areas", "POST /areas", "GET /areas/{area}", "PATCH /areas/{area}", "DELETE /areas/{area}"),
        *("GET /locations", "POST /locations"),
        *("GET /locations/{location}", "PATCH /locations/{location}", "DELETE /locations/{location}"),
        *("GET /settings/business", "PATCH /settings/business"),
        *("GET /settings/online-booking", "PATCH /settings/online-booking"),
        *("GET /settings/messages", "PATCH /settings/messages"),
    ),
    "the people who work here are no customers": (
        *("GET /me", "GET /staff", "POST /staff", "GET /staff/{member}", "PATCH /staff/{member}"),
        *("DELETE /staff/{member}", "POST /staff/{member}/invitation", "POST /staff/{member}/restore"),
    ),
    "the catalogue says what can be booked, not by whom": (
        *("GET /categories", "POST /categories"),
        *("GET /categories/{category}", "PATCH /categories/{category}", "DELETE /categories/{category}"),
        *("GET /services", "POST /services"),
        *("GET /services/{service}", "PATCH /services/{service}", "DELETE /services/{service}"),
        "POST /services/{service}/restore",
        *("GET /resources", "POST /resources"),
        *(f"{method} /resources/{{resource}}" for method in ("GET", "PATCH", "DELETE")),
        *("GET /extra-fields", "POST /extra-fields"),
        *(f"{method} /extra-fields/{{extra_field}}" for method in ("GET", "PATCH", "DELETE")),
        *("GET /employees", "POST /employees", "POST /employees/{employee}/restore"),
        *("GET /employees/{employee}", "PATCH /employees/{employee}", "DELETE /employees/{employee}"),
        "GET /employees/{employee}/services",
        *("PUT /employees/{employee}/services/{service}", "DELETE /employees/{employee}/services/{service}"),
    ),
    "hours are those of employees": (
        *(f"{method} /employees/{{employee}}/hours" for method in ("GET", "POST", "PUT")),
        *(f"{method} /employees/{{employee}}/hours/{{hours}}" for method in ("GET", "PATCH", "DELETE")),
        *(f"{method} /employees/{{employee}}/days-off" for method in ("GET", "POST")),
        *(f"{method} /employees/{{employee}}/days-off/{{day_off}}" for method in ("GET", "PATCH", "DELETE")),
        *(f"{method} /employees/{{employee}}/openings" for method in ("GET", "POST")),
        *(f"{method} /employees/{{employee}}/openings/{{opening}}" for method in ("GET", "PATCH", "DELETE")),
        *(f"{method} /closed-days" for method in ("GET", "POST")),
        *(f"{method} /closed-days/{{closed_day}}" for method in ("GET", "PATCH", "DELETE")),
    ),
    "a class shows how many take part, and `bookings?session=` who": (
        *(f"{method} /class-sessions" for method in ("GET", "POST")),
        *(f"{method} /class-sessions/{{session}}" for method in ("GET", "PATCH", "DELETE")),
    ),
    "how access is decided, whoever it is about": (
        *("GET /tags", "POST /tags", "GET /tags/{tag}", "PATCH /tags/{tag}", "DELETE /tags/{tag}"),
        *("POST /tags/{tag}/restore", "POST /tags/{tag}/merge"),
        *("GET /service-rules", "POST /service-rules", "GET /service-rules/{rule}", "PATCH /service-rules/{rule}"),
        *("DELETE /service-rules/{rule}", "POST /service-rules/{rule}/restore"),
        *("GET /lock-reasons", "POST /lock-reasons", "GET /lock-reasons/{reason}", "PATCH /lock-reasons/{reason}"),
        *("DELETE /lock-reasons/{reason}", "POST /lock-reasons/{reason}/restore"),
    ),
    "what is told outside is told of objects by number, by who manages the whole business": (
        *("GET /webhooks", "POST /webhooks", "POST /webhooks/{webhook}/rotate-secret"),
        *(f"{method} /webhooks/{{webhook}}" for method in ("GET", "PATCH", "DELETE")),
        *("GET /webhooks/{webhook}/deliveries", "POST /webhooks/{webhook}/deliveries/{delivery}/retry"),
    ),
    "the words of messages hold codes where a customer will stand": (
        *("GET /substitution-codes", "GET /templates", "GET /templates/{template}", "PATCH /templates/{template}"),
        "POST /templates/{template}/reset",
    ),
    "it answers how far the printing is; whose letters can be asked for is proved with them": ("POST /letters",),
    "types of reminders, and what a rule would come to, whoever it is about": (
        *("GET /reminder-types", "POST /reminder-types", "POST /reminders/preview"),
        *(f"{method} /reminder-types/{{reminder_type}}" for method in ("GET", "PATCH", "DELETE")),
        "POST /reminder-types/{reminder_type}/restore",
    ),
    "plans are about a service; how many are in one is a number": (
        *("GET /recall-plans", "POST /recall-plans", "POST /recall-plans/{recall_plan}/restore"),
        *(f"{method} /recall-plans/{{recall_plan}}" for method in ("GET", "PATCH", "DELETE")),
        "POST /recall-plans/{recall_plan}/enrol",
    ),
    "what a mail server reports is about an address, whoever has it": ("POST /bounces",),
    "what she wants to be told herself": ("GET /me/notices", "PATCH /me/notices"),
    "the address of a calendar, which is read elsewhere; what stands in it is proved with the feeds": (
        *("GET /me/calendar-feed", "POST /me/calendar-feed/rotate"),
        *("GET /employees/{employee}/calendar-feed", "POST /employees/{employee}/calendar-feed/rotate"),
    ),
    "the door is not scoped by area (api.md): whoever stands in it shows a card": ("POST /check-in",),
}


def operations() -> Iterator[str]:
    """“GET /customers” and so on: every operation of staff."""
    for path, methods in API.get_openapi_schema()["paths"].items():
        if "/public/" not in path:
            for method in methods:
                yield f"{method.upper()} {path.removeprefix(V1)}"


def hangs_on_a_customer(operation: str) -> bool:
    """Whether its address names an object that is a customer's."""
    return any(f"{{{name}}}" in operation for name in HANGS_ON_A_CUSTOMER)


def ask(client: Client, operation: str, ids: dict[str, str], query: str = "", body: object = None) -> tuple[int, str]:
    """Status and text of the answer."""
    method, path = operation.split(" ", 1)
    text = json.dumps(body if body is not None else {})
    for name, value in ids.items():
        path, text = path.replace(f"{{{name}}}", value), text.replace(f'"{{{name}}}"', f'"{value}"')
    url = f"{V1}{path}?{query}" if query else V1 + path
    answer = client.generic(method, url, "" if method in {"GET", "DELETE"} else text, content_type="application/json")
    return answer.status_code, answer.content.decode()


def program(actor: Actor) -> Client:
    """A program that acts for the person."""
    return Client(headers=bearer(actor))


@pytest.fixture
def planted(business: Business, now: datetime) -> Planted:
    """The marked customer, and the two inspectors."""
    with scopes_disabled():
        return plant(business)


def test_every_operation_is_walked_or_says_why_not() -> None:
    told = [*SHOWS, *NAMES, *(one for group in SHOWS_NOBODY.values() for one in group)]
    bound = {one for one in operations() if hangs_on_a_customer(one)}
    assert sorted(told) == sorted(set(operations()) - bound)


@pytest.mark.parametrize("operation", sorted(filter(hangs_on_a_customer, operations())))
def test_what_hangs_on_a_customer_of_another_area_does_not_exist(operation: str, planted: Planted) -> None:
    body = BODIES.get(operation, {})
    client = program(planted.outsider)
    answers = [
        ask(client, operation, ids, body=body)
        for ids in (planted.ids, {**planted.ids, **dict.fromkeys(HANGS_ON_A_CUSTOMER, "987654321")})
    ]
    assert answers == [answers[1]] * 2
    assert answers[0][0] == 404
    status, text = ask(program(planted.insider), operation, planted.ids, body=body)
    assert status in {200, 201, 204, 409}, text


@pytest.mark.parametrize("operation", sorted(SHOWS))
def test_a_list_shows_customers_to_the_inspector_of_their_area_alone(operation: str, planted: Planted) -> None:
    query, body = SHOWS[operation]
    north = {**planted.ids, "area": str(min(planted.insider.area_ids or ()))}
    status, inside = ask(program(planted.insider), operation, north, query, body)
    assert status < 300, inside
    assert shown(inside)
    status, outside = ask(program(planted.outsider), operation, planted.ids, query, body)
    assert status < 300, outside
    asked = {BOOKER.phone} if operation == "POST /customers" else set()
    assert {mark for mark in shown(outside) if not any(mark in typed for typed in asked)} == set()


@pytest.mark.parametrize("operation", sorted(NAMES))
def test_a_customer_of_another_area_named_in_a_body_does_not_exist(operation: str, planted: Planted) -> None:
    status, text = ask(program(planted.outsider), operation, planted.ids, body=NAMES[operation])
    assert (status, shown(text)) == (404, set())
    status, text = ask(program(planted.insider), operation, planted.ids, body=NAMES[operation])
    assert status in {200, 201}, text
    assert shown(text)


def test_what_is_said_to_show_nobody_shows_nobody_even_to_the_owner(planted: Planted, owner: Actor) -> None:
    client = program(owner)
    for operation in (one for group in SHOWS_NOBODY.values() for one in group if one.startswith("GET")):
        status, text = ask(client, operation, planted.ids)
        assert (operation, status, shown(text)) == (operation, 200, set())


def test_a_booking_names_no_card_of_another_area_as_its_possible_match(planted: Planted, owner: Actor) -> None:
    operation = f"GET /bookings/{planted.ids['own_booking']}"
    _, seen_by_all = ask(program(owner), operation, planted.ids)
    _, seen_by_her = ask(program(planted.outsider), operation, planted.ids)
    assert json.loads(seen_by_all)["possible_matches"] == [{"customer": planted.ids["customer"], "why": "phone"}]
    assert json.loads(seen_by_her)["possible_matches"] == []
