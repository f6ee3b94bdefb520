"""Do programs ask extra fields, answer them, and hear what does not fit?"""

from collections.abc import Callable

import pytest
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.booking import Salon, make_salon
from tests.factories.catalog import make_extra_field
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

Call = Callable[..., Json]
TEN = "2026-11-16T10:00:00+01:00"
FREJA = {"first_name": "Freja", "email": "freja.holm@example.com"}
BODY: dict[str, object] = {
    "label": {"en": "Length", "da": "Længde"},
    "kind": "choice",
    "required": True,
    "choices": [{"en": "Short", "da": "Kort"}, {"en": "Long"}],
}


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def call(salon: Salon, owner: Actor) -> Call:
    staff, customer = Program(owner), Program(None)

    def run(method: str, path: str, body: object = None, status: int = 200, **headers: str) -> Json:
        return (customer if path.startswith("public/") else staff).call(method, path, body, status, **headers)

    return run


def faults(problem: Json) -> list[tuple[str, str]]:
    assert problem["code"] == "validation_error"
    return [(each["field"], each["code"]) for each in problem["errors"]]


def test_an_extra_field_lives_and_dies(call: Call, salon: Salon) -> None:
    made = call("POST", "extra-fields", {**BODY, "services": [str(salon.service.pk)]}, 201)
    assert made == {**BODY, "id": made["id"], "services": [str(salon.service.pk)], "visible_online": True}
    url = f"extra-fields/{made['id']}"
    changed = call("PATCH", url, {"required": False}, if_match='"1"')
    assert changed == {**made, "required": False}
    assert call("GET", url) == changed
    call("PATCH", url, {"required": True}, 412, if_match='"1"')
    assert call("GET", "extra-fields?limit=1") == {"items": [changed], "next": None}
    call("DELETE", url, status=204)
    call("GET", url, status=404)


def test_every_fault_of_an_extra_field_is_named(call: Call) -> None:
    body = {"label": {"da": ""}, "kind": "x", "services": ["nope"], "choices": [{"da": "x"}]}
    assert faults(call("POST", "extra-fields", body, 422)) == [
        ("label", "required"), ("kind", "unknown"), ("choices", "only_choice"), ("services", "unknown"),
    ]  # fmt: skip


def test_the_booking_site_of_a_program_hears_what_is_asked_in_its_language(call: Call, salon: Salon) -> None:
    made = call("POST", "extra-fields", {**BODY, "services": [str(salon.service.pk)]}, 201)
    call("POST", "extra-fields", {"label": {"en": "Mood"}, "kind": "text", "visible_online": False}, 201)
    [service] = call("GET", "public/havnegade/services", accept_language="da")["items"]
    assert service["extra_fields"] == [
        {"id": made["id"], "label": "Længde", "kind": "choice", "required": True, "choices": ["Kort", "Long"]}
    ]


def test_a_customer_answers_what_is_required(call: Call, salon: Salon) -> None:
    made = call("POST", "extra-fields", {**BODY, "services": [str(salon.service.pk)]}, 201)
    wish = {"service": str(salon.service.pk), "starts_at": TEN}
    field = f"extra_fields.{made['id']}"
    body: dict[str, object] = {"services": [wish], "customer": FREJA}
    url = "public/havnegade/bookings"
    assert faults(call("POST", url, body, 422)) == [(field, "required")]
    assert faults(call("POST", url, {**body, "extra_fields": {made["id"]: "Blue"}}, 422)) == [
        (field, "unknown"),
    ]  # fmt: skip
    call("POST", url, {**body, "extra_fields": [made["id"]]}, 422)
    [booked] = call("POST", url, {**body, "extra_fields": {made["id"]: "Kort"}}, 201)["bookings"]
    assert call("GET", f"bookings/{booked['id']}")["extra_fields"] == {made["id"]: "Kort"}


def test_staff_answer_when_they_book_and_later(call: Call, salon: Salon) -> None:
    with scope(business=salon.business):
        text, yes_no = make_extra_field(salon.service).pk, make_extra_field(salon.service, kind="yes_no").pk
        customer = str(make_customer(salon.business).pk)
    body = {"service": str(salon.service.pk), "employee": str(salon.jonas.pk), "starts_at": TEN, "customer": customer}
    made = call("POST", "bookings", {**body, "extra_fields": {str(yes_no): False}}, 201)
    assert made["extra_fields"] == {str(yes_no): False}
    url = f"bookings/{made['id']}"
    both = call("PATCH", url, {"extra_fields": {str(text): "nuts"}, "starts_at": "2026-11-16T12:00:00+01:00"})
    assert both["extra_fields"] == {str(text): "nuts", str(yes_no): False}
    assert call("PATCH", url, {"extra_fields": {str(yes_no): None}})["extra_fields"] == {str(text): "nuts"}
    assert faults(call("PATCH", url, {"extra_fields": {str(yes_no): "no"}}, 422)) == [
        (f"extra_fields.{yes_no}", "wrong_kind"),
    ]  # fmt: skip
    call("DELETE", f"extra-fields/{text}", status=204)
    assert call("GET", url)["extra_fields"] == {str(text): "nuts"}


def test_a_field_of_another_business_is_unknown(call: Call, salon: Salon, other_business: Business) -> None:
    with scope(business=other_business):
        foreign = make_extra_field(make_salon(other_business).service).pk
    with scope(business=salon.business):
        customer = str(make_customer(salon.business).pk)
    body = {"service": str(salon.service.pk), "starts_at": TEN, "customer": customer}
    assert faults(call("POST", "bookings", {**body, "extra_fields": {str(foreign): "x"}}, 422)) == [
        (f"extra_fields.{foreign}", "unknown"),
    ]  # fmt: skip
