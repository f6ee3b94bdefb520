"""From any page to anything: a slash, some letters, Enter."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def booking(salon: Salon) -> Booking:
    with scope(business=salon.business):
        return make_booking(salon, make_customer(salon.business, "Freja", "Holm"))


def test_a_card_a_booking_and_a_setting_are_a_few_keys_away(
    screen: Page, enter: Enter, owner: Actor, booking: Booking, accessible: Check, shoot: Shoot
) -> None:
    screen.goto(enter(screen, owner) + "calendar/")
    screen.keyboard.press("/")
    expect(screen.locator("#q")).to_be_focused()
    screen.keyboard.type("freja")
    expect(screen.locator("#k-found-all")).to_contain_text("Freja Holm")
    expect(screen.locator("#q")).to_have_attribute("aria-expanded", "true")
    shoot(screen, "palette")
    accessible(screen)
    screen.keyboard.press("ArrowDown")
    screen.keyboard.press("Enter")
    screen.wait_for_url(f"**/bookings/{booking.pk}/")
    screen.keyboard.press("/")
    screen.keyboard.type("lock re")
    screen.keyboard.press("Enter")  # sooner than the list
    screen.wait_for_url("**/settings/lock-reasons/")
    screen.keyboard.press("/")
    screen.keyboard.type("holm")
    screen.keyboard.press("Enter")
    screen.wait_for_url(f"**/customers/{booking.customer_id}/")


def test_escape_closes_the_list_and_enter_without_a_word_shows_the_customers(
    screen: Page, enter: Enter, owner: Actor, booking: Booking
) -> None:
    screen.goto(enter(screen, owner) + "calendar/")
    screen.keyboard.press("/")
    screen.keyboard.type("freja")
    expect(screen.locator("#k-found-all")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.locator("#k-found-all")).to_be_hidden()
    expect(screen.locator("#q")).to_be_focused()
    screen.locator("#q").fill("")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/customers/?search=")
