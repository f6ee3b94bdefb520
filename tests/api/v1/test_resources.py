"""Can a program keep rooms and equipment, and are they held by what it books?"""

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.booking import Salon, make_salon
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

TEN = "2026-11-16T10:00:00+01:00"


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


def test_a_resource_is_made_read_changed_and_put_away(salon: Salon, owner: Actor) -> None:
    program = Program(owner)
    service = str(salon.service.pk)
    made = program.call("POST", "resources", {"name": "Laser", "services": [service]}, 201)
    assert made == {"id": made["id"], "name": "Laser", "services": [service], "capacity": 1, "is_archived": False}
    path = f"resources/{made['id']}"
    assert program.call("GET", path) == made
    assert program.call("PATCH", path, {"capacity": 3})["capacity"] == 3
    tag = program.etag
    assert program.call("PATCH", path, {"name": "Laser"})["name"] == "Laser"
    assert program.etag == tag  # nothing changed
    assert program.call("PATCH", path, {"services": []})["services"] == []
    program.call("DELETE", path, status=204)
    assert program.call("GET", "resources")["items"] == []
    [kept] = program.call("GET", "resources?archived=true")["items"]
    assert (kept["name"], kept["capacity"], kept["is_archived"]) == ("Laser", 3, True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 101}, "capacity"),
        ({"capacity": "many"}, "capacity"),
        ({"services": ["987654"]}, "services"),
    ],
)
def test_what_cannot_be_names_its_field(salon: Salon, owner: Actor, changed: dict[str, object], field: str) -> None:
    refused = Program(owner).call("POST", "resources", {"name": "Room", **changed}, 422)
    assert field in refused["errors"][0]["field"]


def test_a_class_needs_none(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        yoga = make_service(salon.business, "Yoga", kind="class", seats=4)
    refused = Program(owner).call("POST", "resources", {"name": "Hall", "services": [str(yoga.pk)]}, 422)
    assert [(one["field"], one["code"]) for one in refused["errors"]] == [("services", "not_an_appointment")]


def test_bookings_hold_what_their_service_needs_or_what_is_named(salon: Salon, owner: Actor) -> None:
    program = Program(owner)
    with scope(business=salon.business):
        card = str(make_customer(salon.business).pk)
    service = str(salon.service.pk)
    room = program.call("POST", "resources", {"name": "Room", "services": [service]}, 201)["id"]
    wanted = {"customer": card, "service": service, "employee": str(salon.jonas.pk), "starts_at": TEN}
    made = program.call("POST", "bookings", wanted, 201)
    assert made["resources"] == [room]
    other = {**wanted, "employee": str(salon.mette.pk)}
    assert program.call("POST", "bookings", other, 409)["code"] == "slot_taken"
    assert (
        program.call("POST", "bookings", {**other, "resources": ["987654"]}, 422)["errors"][0]["field"] == "resources"
    )
    assert program.call("POST", "bookings", {**other, "resources": []}, 201)["resources"] == []
    shown = program.call("GET", f"public/havnegade/availability?service={service}&from=2026-11-16&to=2026-11-16")
    assert TEN not in [slot["starts_at"] for slot in shown["days"][0]["slots"]]
