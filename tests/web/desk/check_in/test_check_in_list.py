"""Can staff see who came, who did not, and why?"""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.businesses import make_location
from tests.factories.check_ins import lock_card, make_check_in
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import check_in
from kartotek.domain.booking.values.check_ins import Scan
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer

HERE = "/desk/havnegade/check-in/list/"


@pytest.fixture
def customer(business: Business) -> Customer:
    with scope(business=business):
        return make_customer(business, "Anders", "Holm", number="10217")


def test_every_attempt_stands_there_with_its_reasons(
    business: Business, customer: Customer, administrator: Actor, now: datetime
) -> None:
    client = signed_in(administrator)
    assert "Nobody has come yet" in text(client.get(HERE))
    with scope(business=business):
        lock_card(customer)
        for scan in (Scan("10217"), Scan("10217", None, "Paid at the desk"), Scan("99999")):
            check_in(business=business, actor=administrator, now=now, scan=scan)
    page = text(client.get(HERE))
    for said in ("Not let in", "Let in anyway", "Card not found", "The customer is locked: Unpaid invoice."):
        assert said in page
    assert "Jonas Krog: Paid at the desk" in page
    assert "No card has this number, or it is archived." in page


def test_the_list_is_narrowed_by_dates_place_and_customer(
    business: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    with scope(business=business):
        place = make_location(business)
        make_check_in(business, now, customer, location=place)
        make_check_in(business, now - timedelta(days=1))
    client = signed_in(owner)

    def found(**asked: str | int) -> list[str]:
        page = text(client.get(HERE, asked))
        return [number for number in ("10217", "99999") if number in page]

    assert found() == ["10217", "99999"]
    assert found(first="2026-11-12") == ["10217"]
    assert found(last="2026-11-11") == ["99999"]
    assert found(location=place.pk) == ["10217"]
    assert found(customer=customer.pk) == ["10217"]
    assert found(first="yesterday", last="9999-12-31", location="x", customer="x") == ["10217", "99999"]
    assert found(last="0001-01-01") == []
    assert "Nobody came then" in text(client.get(HERE, {"last": "2020-01-01"}))
    assert "Check-ins of Anders Holm" in text(client.get(HERE, {"customer": customer.pk}))
    assert client.get(HERE, {"customer": 987654321}).status_code == 404


def test_long_lists_come_in_pages(business: Business, customer: Customer, owner: Actor, now: datetime) -> None:
    with scope(business=business):
        for minutes in range(51):
            make_check_in(business, now - timedelta(minutes=minutes), customer)
    client = signed_in(owner)
    page = text(client.get(HERE, {"customer": customer.pk}))
    following = page.split('rel="next" href="')[1].split('"')[0]
    assert f"customer={customer.pk}" in following
    assert text(client.get(following)).count("<time") == 1


def test_an_inspector_sees_those_of_her_customers(
    business: Business, customer: Customer, inspector: Actor, area: Area, now: datetime
) -> None:
    with scope(business=business):
        make_check_in(business, now, customer)
        make_check_in(business, now, make_customer(business, "Sofie", "Berg", area=area))
    page = text(signed_in(inspector).get(HERE))
    assert "Sofie Berg" in page
    assert "Anders Holm" not in page
    assert signed_in(inspector).get(HERE, {"customer": customer.pk}).status_code == 404


def test_one_row_and_three_cost_the_same_queries(
    business: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    client = signed_in(owner)

    def queries(client: Client) -> int:
        with CaptureQueriesContext(connection) as caught:
            text(client.get(HERE))
        return len(caught)

    with scope(business=business):
        make_check_in(business, now, customer)
    one = queries(client)
    with scope(business=business):
        for name in ("Havnegade", "Vesterbro"):
            make_check_in(business, now, make_customer(business), location=make_location(business, name))
    assert queries(client) == one
