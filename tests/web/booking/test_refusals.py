"""What does a customer see who may not book now: at the start when signed in, at the end when not? (S14, S8, S16)"""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking
from tests.factories.customers import make_customer
from tests.web.booking.site import chosen, sent, signed_in_as

from kartotek.domain.access.models import Refusal
from kartotek.domain.customers.models import Customer

BLOCKED = {
    "en": "You cannot book online at the moment. Please contact us.",
    "da": "Du kan ikke booke aftaler online i øjeblikket. Kontakt os venligst.",
    "fr": "Vous ne pouvez pas prendre de rendez-vous en ligne pour le moment. Veuillez nous contacter.",
}


def make_freja(salon: Salon, **fields: object) -> Customer:
    with scope(business=salon.business):
        return make_customer(
            salon.business, "Freja", "Holm", email="freja.holm@example.com", phone="+4550550162", **fields
        )


def fill_to_the_limit(salon: Salon, customer: Customer) -> None:
    """Max 2, and two coming: Monday at ten and the day after."""
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=2)
        make_booking(salon, customer)
        make_booking(salon, customer, MONDAY_10 + timedelta(days=1))


def said(page: str) -> str:
    """The message of the page."""
    found = re.search(r"data-refusal>([^<]*)<", page)
    assert found is not None
    return found[1]


def times(salon: Salon) -> str:
    return f"/havnegade/when/?service={salon.service.pk}&employee=any"


def test_message_stands_in_place_of_the_times(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon, max_future_bookings=0)
    page = signed_in_as(salon.business, customer, now).get(times(salon)).content.decode()
    assert said(page) == BLOCKED["en"]
    assert 'name="start"' not in page
    assert "tel:+4533112233" in page
    assert "Man–fre 9–17" in page


@pytest.mark.parametrize("language", ["da", "fr"])
def test_card_decides_the_language(salon: Salon, now: datetime, language: str) -> None:
    customer = make_freja(salon, max_future_bookings=0, language=language)
    page = signed_in_as(salon.business, customer, now).get(times(salon)).content.decode()
    assert said(page) == BLOCKED[language]


def test_customer_at_the_limit_reads_count_and_moment_and_may_move(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon)
    fill_to_the_limit(salon, customer)
    page = signed_in_as(salon.business, customer, now).get(times(salon)).content.decode()
    assert said(page) == (
        "You have 2 of 2 coming appointments. You can book again after Monday 16 November 2026 at 10:45."
    )
    assert "Move one to another day, or ask us:" in page
    assert page.count("/havnegade/manage/") == 2


def test_first_page_says_it_too_and_still_shows_the_services(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon, max_future_bookings=0)
    page = signed_in_as(salon.business, customer, now).get("/havnegade/").content.decode()
    assert said(page) == BLOCKED["en"]
    assert 'name="service"' in page


def test_details_do_not_lead_around_the_message(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon, max_future_bookings=0)
    page = signed_in_as(salon.business, customer, now).get(f"/havnegade/details/?{chosen(salon)}").content.decode()
    assert said(page) == BLOCKED["en"]


def test_unproven_customer_is_told_after_sending_without_digits(salon: Salon, visitor: Client) -> None:
    fill_to_the_limit(salon, make_freja(salon))
    response = visitor.post(*sent(salon))
    page = response.content.decode()
    assert response.status_code == 403
    assert said(page) == "You cannot book more appointments until after your next one."
    assert "/havnegade/manage/" not in page
    assert "Sign in with a code" in page


def test_refusal_after_sending_is_written_down(salon: Salon, visitor: Client) -> None:
    make_freja(salon, max_future_bookings=0)
    page = visitor.post(*sent(salon)).content.decode()
    assert said(page) == BLOCKED["en"]
    with scope(business=salon.business):
        assert [refusal.message for refusal in Refusal.objects.all()] == [BLOCKED["en"]]


def test_known_and_unknown_take_the_same_steps(salon: Salon, visitor: Client) -> None:
    fill_to_the_limit(salon, make_freja(salon))
    pages = [f"/havnegade/details/?{chosen(salon)}", times(salon), "/havnegade/"]
    assert [visitor.get(page).status_code for page in pages] == [200, 200, 200]


def test_card_above_the_general_limit_books(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon, max_future_bookings=3)
    fill_to_the_limit(salon, customer)
    client = signed_in_as(salon.business, customer, now)
    address, body = sent(salon)
    assert client.post(address, {"note": "", "key": body["key"]}).status_code == 302


def test_signed_in_customer_types_nothing(salon: Salon, now: datetime) -> None:
    client = signed_in_as(salon.business, make_freja(salon), now)
    page = client.get(f"/havnegade/details/?{chosen(salon)}").content.decode()
    assert "You are signed in as <b>Freja Holm</b>." in page
    assert 'name="email"' not in page


def test_proven_address_without_a_card_is_filled_in(salon: Salon, now: datetime) -> None:
    client = signed_in_as(salon.business, None, now)
    page = client.get(f"/havnegade/details/?{chosen(salon)}").content.decode()
    assert 'value="sofie@example.com"' in page


def test_first_page_shows_the_own_appointments(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon)
    fill_to_the_limit(salon, customer)
    page = signed_in_as(salon.business, customer, now).get("/havnegade/").content.decode()
    assert page.count("/havnegade/manage/") == 2
    assert "Signed in as Freja Holm" in page


def test_language_of_the_card_leaves_nothing_to_choose(salon: Salon, now: datetime) -> None:
    customer = make_freja(salon, language="sv")
    assert "data-language" not in signed_in_as(salon.business, customer, now).get("/havnegade/").content.decode()
