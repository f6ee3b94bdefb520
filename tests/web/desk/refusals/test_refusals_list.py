"""Is every refusal found, and explained as of its moment?"""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_refusal
from tests.factories.booking import MONDAY_10, Salon, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, put_tag
from tests.personas import signed_in
from tests.web.booking.site import sent
from tests.web.desk.answers import text

from kartotek.domain.access.models import CustomerTag, Refusal, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer

LIST = "/desk/havnegade/refusals/"


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com", phone="+4550550162")


@pytest.fixture
def desk(receptionist: Actor) -> Client:
    return signed_in(receptionist)


def test_a_refused_booking_stands_on_the_list_and_is_explained_after_all_has_changed(
    desk: Client, salon: Salon, freja: Customer
) -> None:
    with scope(business=salon.business):
        put_tag(freja, make_ban(salon.business, "Late too often", where={"services": [salon.service.pk]}))
    url, body = sent(salon)
    assert Client().post(url, body).status_code == 403
    with scope(business=salon.business):
        Tag.objects.update(label="Renamed", kind="normal", where={})
        CustomerTag.objects.all().delete()
        refusal = Refusal.objects.get()
    page = text(desk.get(LIST))
    assert f'href="{LIST}{refusal.pk}/"' in page
    assert "Booking: Haircut" in page
    page = text(desk.get(f"{LIST}{refusal.pk}/"))
    assert "Why was Freja Holm refused?" in page
    assert "The tag “Late too often” bans the service Haircut." in page
    assert "Renamed" not in page
    assert "Typed: Freja Holm, freja.holm@example.com, +4550550162." in page
    assert refusal.message in page
    ask = f"customer={freja.pk}&service={salon.service.pk}"
    assert f"/desk/havnegade/why/?{ask}" in page
    assert "No ban tag on the card." in text(desk.get(f"/desk/havnegade/why/?{ask}"))


def test_a_refusal_of_nobodys_card_is_told_too(desk: Client, salon: Salon, now: datetime) -> None:
    claimed = {"first_name": "", "last_name": "", "email": "", "phone": ""}
    with scope(business=salon.business):
        refusal = make_refusal(salon.business, now, claimed=claimed, kind="seat", service=salon.service)
    page = text(desk.get(LIST))
    assert "Somebody without a name" in page
    assert "No card" in page
    page = text(desk.get(f"{LIST}{refusal.pk}/"))
    assert "A seat in a class: Haircut" in page
    assert "Ask the same now" not in page
    assert "Max…" not in page


def test_refusals_are_found_by_day_reason_channel_and_customer(
    desk: Client, salon: Salon, freja: Customer, now: datetime
) -> None:
    with scope(business=salon.business):
        other = make_customer(salon.business, "Anders", "Holm")
        make_refusal(salon.business, now, freja, message="today")
        make_refusal(salon.business, now - timedelta(days=1), other, message="yesterday", kind="waitlist")

    def found(query: str) -> list[str]:
        page = text(desk.get(f"{LIST}?{query}"))
        return [message for message in ("today", "yesterday") if f">{message}</td>" in page]

    assert found("") == ["today", "yesterday"]
    assert found("from_on=2026-11-12") == ["today"]
    assert found("to_on=2026-11-11") == ["yesterday"]
    assert found("from_on=0001-01-01&to_on=nonsense&reason=nonsense") == ["today", "yesterday"]
    assert found("reason=max_zero&channel=online") == ["today", "yesterday"]
    assert found("reason=locked") == []
    assert found("channel=staff") == []
    assert found(f"customer={freja.pk}") == ["today"]
    page = text(desk.get(f"{LIST}?search=freja&reason=max_zero"))
    assert f'href="{LIST}?customer={freja.pk}&reason=max_zero"' in page
    assert "No refusal matches" in text(desk.get(f"{LIST}?reason=locked"))


def test_the_list_says_when_nobody_was_refused(desk: Client, salon: Salon) -> None:
    assert "Nobody was refused" in text(desk.get(LIST))


def test_many_refusals_are_read_page_by_page_with_the_filter_kept(
    desk: Client, salon: Salon, freja: Customer, now: datetime
) -> None:
    with scope(business=salon.business):
        for minutes in range(51):
            make_refusal(salon.business, now - timedelta(minutes=minutes), freja, message=f"text {minutes:03}")
    response = desk.get(f"{LIST}?customer={freja.pk}&reason=max_zero")
    page = text(response)
    assert "text 049" in page
    assert "text 050" not in page
    page = text(desk.get(response.context["next"]))
    assert "text 050" in page
    assert response.context["next"].startswith(f"{LIST}?customer={freja.pk}&reason=max_zero&cursor=")
    assert f'rel="prev" href="{LIST}?customer={freja.pk}&reason=max_zero"' in page


def test_an_inspector_sees_those_of_her_area_only(
    inspector: Actor, salon: Salon, area: Area, other_area: Area, now: datetime
) -> None:
    with scope(business=salon.business):
        mine = make_refusal(salon.business, now, make_customer(salon.business, area=area), message="mine")
        theirs = make_refusal(salon.business, now, make_customer(salon.business, area=other_area), message="theirs")
    client = signed_in(inspector)
    page = text(client.get(LIST))
    assert "mine" in page
    assert "theirs" not in page
    assert client.get(f"{LIST}{mine.pk}/").status_code == 200
    assert client.get(f"{LIST}{theirs.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_list(
    desk: Client, salon: Salon, freja: Customer, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with scope(business=salon.business):
        make_refusal(salon.business, now, freja, service=salon.service, employee=salon.jonas, starts_at=MONDAY_10)
    desk.get(LIST)
    with django_assert_num_queries(5):
        desk.get(LIST)
    with scope(business=salon.business):
        for _ in range(2):
            make_refusal(salon.business, now, make_customer(salon.business), service=salon.service)
    with django_assert_num_queries(5):
        desk.get(LIST)
