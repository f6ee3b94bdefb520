"""Are rooms and equipment kept on screen, and told with a booking?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.catalog import make_resource
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.queries import list_resources
from kartotek.domain.catalog.values import ResourceItem

URL = "/desk/havnegade/settings/resources/"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def kept(salon: Salon) -> list[ResourceItem]:
    with scope(business=salon.business):
        return list_resources(has_archived=True)


def test_none_yet(desk: Client, salon: Salon) -> None:
    assert "No rooms or equipment" in text(desk.get(URL))


def test_one_is_made_changed_and_put_away_and_back(desk: Client, salon: Salon) -> None:
    typed = {"name": "Room <1>", "capacity": "2", "services": [str(salon.service.pk)]}
    assert desk.post(f"{URL}new/", typed).status_code == 302
    [made] = kept(salon)
    assert (made.name, made.capacity, made.service_ids) == ("Room <1>", 2, (salon.service.pk,))
    assert "Haircut" in text(desk.get(URL))
    assert desk.post(f"{URL}{made.id}/", {**typed, "name": "Room 2", "version": "1"}).status_code == 302
    desk.post(f"{URL}{made.id}/archive/")
    assert [(one.name, one.is_archived) for one in kept(salon)] == [("Room 2", True)]
    desk.post(f"{URL}{made.id}/archive/")
    assert not kept(salon)[0].is_archived


def test_a_refused_save_keeps_what_was_typed(desk: Client, salon: Salon) -> None:
    answer = desk.post(f"{URL}new/", {"name": "Room", "capacity": "0"})
    assert answer.status_code == 422
    assert "too small or too large" in text(answer, 422)
    assert 'value="Room"' in answer.content.decode()


def test_of_two_who_save_the_second_sees_both_versions(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        row = make_resource(salon.business)
    desk.post(f"{URL}{row.pk}/", {"name": "Theirs", "capacity": "1", "version": "1"})
    answer = desk.post(f"{URL}{row.pk}/", {"name": "Mine", "capacity": "1", "version": "1"})
    assert answer.status_code == 409
    assert "Theirs" in text(answer, 409)
    assert desk.post(f"{URL}{row.pk}/", {"name": "Mine", "capacity": "1", "version": "2"}).status_code == 302


def test_a_booking_tells_what_it_uses(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        row = make_resource(salon.business, "Laser", is_archived=True)
        booking = make_booking(salon, make_customer(salon.business))
        Booking.objects.update(resources=[row.pk])
    assert "Laser" in text(desk.get(f"/desk/havnegade/bookings/{booking.pk}/"))
