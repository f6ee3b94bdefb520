"""Can programs agree on own terms with a customer, and do free times and prices follow them (S51)?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.access import make_customer_token
from tests.factories.booking import Salon, make_salon, make_terms
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

PRICE = {"amount": "300.00", "currency": "DKK"}


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    return make_customer(salon.business)


def public(salon: Salon, token: str, path: str) -> Json:
    headers = {"Authorization": f"Customer {token}"} if token else {}
    answer = Client().get(f"/api/v1/public/{salon.business.slug}/{path}", headers=headers)
    assert answer.status_code == 200
    return answer.json()


def test_they_are_made_read_changed_and_taken_back(salon: Salon, sofie: Customer, administrator: Actor) -> None:
    program, path = Program(administrator), f"customers/{sofie.pk}/service-terms"
    service = str(salon.service.pk)
    made = program.call("POST", path, {"service": service, "duration_minutes": 75, "price": PRICE}, status=201)
    assert made == {"id": made["id"], "service": service, "duration_minutes": 75, "price": PRICE}
    one = f"{path}/{made['id']}"
    assert program.call("GET", one) == made
    assert program.etag == '"1"'
    assert program.call("GET", path) == {"items": [made], "next": None}
    again = program.call("POST", path, {"service": service, "duration_minutes": 30}, status=409)
    assert again["code"] == "terms_exist"
    assert program.call("PATCH", one, {"price": None}, if_match='"1"')["price"] is None
    assert program.call("PATCH", one, {"duration_minutes": 60})["duration_minutes"] == 60
    assert program.call("PATCH", one, {}, status=412, if_match='"1"')["code"] == "stale"
    program.call("DELETE", one, status=204, if_match=program.etag or "*")
    program.call("GET", one, status=404)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "duration_minutes"),
        ({"duration_minutes": -5}, "duration_minutes"),
        ({"duration_minutes": "soon"}, "duration_minutes"),
        ({"price": {"amount": "1", "currency": "EUR"}}, "price"),
        ({"duration_minutes": 5, "service": "'; --"}, "service"),
    ],
)
def test_what_cannot_be_names_its_field(
    salon: Salon, sofie: Customer, owner: Actor, body: dict[str, object], field: str
) -> None:
    sent = {"service": str(salon.service.pk), **body}
    refused = Program(owner).call("POST", f"customers/{sofie.pk}/service-terms", sent, status=422)
    assert [error["field"] for error in refused["errors"]] == [field]


def test_others_terms_are_not_hers(salon: Salon, sofie: Customer, owner: Actor) -> None:
    theirs = make_terms(make_customer(salon.business, "Freja"), salon.service)
    Program(owner).call("GET", f"customers/{sofie.pk}/service-terms/{theirs.pk}", status=404)
    Program(owner).call("DELETE", f"customers/{sofie.pk}/service-terms/{theirs.pk}", status=404)


def test_the_signed_in_see_their_own_times_and_prices(salon: Salon, sofie: Customer, now: datetime) -> None:
    make_terms(sofie, salon.service, price=300)
    token = make_customer_token(salon.business, now, sofie)
    when = f"availability?service={salon.service.pk}&from=2026-11-16&to=2026-11-16"

    def last(who: str) -> str:
        return str(public(salon, who, when)["days"][0]["slots"][-1]["starts_at"])[11:16]

    assert [last(""), last(token), last("")] == ["16:15", "15:45", "16:15"]
    [usual] = public(salon, "", "services")["items"]
    [own] = public(salon, token, "services")["items"]
    assert (usual["duration_minutes"], usual["price"]["amount"]) == (45, "450.00")
    assert (own["duration_minutes"], own["price"]) == (75, PRICE)
