"""Does staff see what a service asks when booking, and on the booking what was answered and what is missing?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_extra_field
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import ExtraField


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def desk(receptionist: Actor) -> Client:
    return signed_in(receptionist)


def answers(salon: Salon) -> list[object]:
    with scope(business=salon.business):
        return [one["value"] for one in Booking.objects.get().extra_fields]


def test_staff_are_asked_but_not_held_up(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        text = make_extra_field(salon.service, is_required=True).pk
        choice = make_extra_field(salon.service, "Length", kind="choice", choices=[{"en": "Short"}, {"en": "Long"}]).pk
        customer = make_customer(salon.business)
    url = f"/desk/havnegade/bookings/new/?customer={customer.pk}&service={salon.service.pk}&on=2026-11-16"
    page = desk.get(url).content.decode()
    assert [f'name="extra_{each}"' in page for each in (text, choice)] == [True, True]
    typed = {"start": MONDAY_10.isoformat(), f"extra_{choice}": "Long"}
    assert desk.post(url, {**typed, f"extra_{text}": "x\x01y"}).status_code == 422
    assert desk.post(url, typed).status_code == 302
    assert answers(salon) == ["Long"]


def test_the_booking_says_what_is_missing_and_takes_it(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, make_customer(salon.business))
        text = make_extra_field(salon.service, is_required=True).pk
        yes_no = make_extra_field(salon.service, "First time?", kind="yes_no").pk
    url = f"/desk/havnegade/bookings/{booking.pk}/"
    page = desk.get(url).content.decode()
    assert ("Not answered yet:" in page, "Allergies" in page) == (True, True)
    typed = {"version": "1", "note": "", "internal_note": "", f"extra_{text}": "nuts", f"extra_{yes_no}": "no"}
    assert desk.post(url, typed).status_code == 302
    assert answers(salon) == ["nuts", False]
    assert "Not answered yet:" not in desk.get(url).content.decode()
    assert desk.post(url, {**typed, f"extra_{text}": "milk"}).status_code == 409


def test_answers_to_what_is_asked_no_more_can_still_be_read(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, make_customer(salon.business))
        old = {"label": {"en": "Length"}, "texts": {}, "kind": "text"}
        Booking.objects.update(
            extra_fields=[
                {**old, "field": 1, "value": "<b>Short</b>"},
                {**old, "field": 2, "kind": "yes_no", "value": True},
                {**old, "field": 3, "kind": "choice", "value": "Kort", "texts": {"en": "Shortish"}},
            ]
        )
        ExtraField.objects.all().delete()
    page = desk.get(f"/desk/havnegade/bookings/{booking.pk}/").content.decode()
    assert [words in page for words in ("&lt;b&gt;Short&lt;/b&gt;", "<dd>Yes", "Shortish")] == [True, True, True]
