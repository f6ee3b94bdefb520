"""Do staff see who waits and what is on offer, and can they take somebody off the list?"""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import Salon, make_salon
from tests.factories.waiting import make_waiting
from tests.personas import signed_in

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.booking.actions import offer_places
from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.businesses.models import Business

LIST = "/desk/havnegade/waiting/"


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def entry(salon: Salon) -> WaitlistEntry:
    with scope(business=salon.business):
        return make_waiting(salon.business, salon.service)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def test_nobody_waiting_is_said(desk: Client, salon: Salon) -> None:
    assert "Nobody waits" in desk.get(LIST).content.decode()


def test_an_offer_is_seen_with_its_end(desk: Client, salon: Salon, entry: WaitlistEntry, now: datetime) -> None:
    with scope(business=salon.business):
        offer_places(business=salon.business, actor=SYSTEM, now=now, service_id=salon.service.pk)
    html = desk.get(LIST).content.decode()
    assert "On offer" in html
    assert "until 11:24" in html
    assert "Freja Holm" in desk.get(f"{LIST}?state=offered").content.decode()
    assert "Nobody waits" in desk.get(f"{LIST}?state=waiting").content.decode()
    assert "Freja Holm" in desk.get(f"{LIST}?state=nonsense").content.decode()


def test_somebody_is_taken_off_once(desk: Client, entry: WaitlistEntry) -> None:
    page = desk.post(f"{LIST}{entry.pk}/remove/", follow=True).content.decode()
    assert "Freja Holm is off the list" in page
    assert "Left" in page
    again = desk.post(f"{LIST}{entry.pk}/remove/", follow=True).content.decode()
    assert "not on this waiting list any more" in again


def test_another_tenants_entry_does_not_exist(desk: Client, other_business: Business, salon: Salon) -> None:
    with scope(business=other_business):
        other = make_salon(other_business)
        hers = make_waiting(other_business, other.service)
    assert desk.post(f"{LIST}{hers.pk}/remove/").status_code == 404


def test_more_who_wait_cost_no_more_queries(desk: Client, salon: Salon, entry: WaitlistEntry) -> None:
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        costs.append(len(queries))
        with scope(business=salon.business):
            make_waiting(salon.business, salon.service)
    assert costs[0] == costs[1]
