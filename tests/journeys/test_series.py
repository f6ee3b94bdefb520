"""A receptionist books every second week by keyboard, and is led to another time for the date that does not fit."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business, "Anna", "Vinther"), MONDAY_10.replace(day=30))
        return make_customer(salon.business, "Freja", "Holm")


@pytest.fixture
def eyes(accessible: Check, shoot: Shoot) -> Shoot:
    """For all eyes: axe, and a picture."""

    def look(page: Page, name: str) -> None:
        accessible(page)
        shoot(page, name)

    return look


def test_every_second_week(
    screen: Page, enter: Enter, receptionist: Actor, salon: Salon, freja: Customer, eyes: Shoot
) -> None:
    desk = enter(screen, receptionist)
    chosen = f"customer={freja.pk}&service={salon.service.pk}&employee={salon.jonas.pk}&on=2026-11-16"
    screen.goto(f"{desk}bookings/new/?{chosen}")
    screen.get_by_label("Another time").fill("10:00")
    screen.get_by_text("Repeat…").focus()
    screen.keyboard.press("Enter")
    screen.get_by_label("Every … weeks").fill("2")
    screen.get_by_label("Until and including").fill("2026-12-14")
    eyes(screen, "series-new")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="2 dates booked")).to_be_visible()
    another = screen.get_by_role("link", name="Find another time for Mon 30 Nov 2026 at 10:00")
    expect(another).to_be_focused()
    eyes(screen, "series-booked")
    screen.keyboard.press("Enter")
    expect(screen.get_by_label("Another time")).to_have_value("10:00")
    expect(screen.get_by_label("Date", exact=True)).to_have_value("2026-11-30")


def test_own_terms_are_agreed_on_in_a_dialog(
    screen: Page, phone: Page, enter: Enter, receptionist: Actor, freja: Customer, eyes: Shoot
) -> None:
    card = f"customers/{freja.pk}/details/"
    desk = enter(screen, receptionist)
    screen.goto(f"{desk}{card}")
    screen.get_by_role("link", name="Own terms…").press("Enter")
    dialog = screen.get_by_role("dialog")
    expect(dialog.get_by_label("Service")).to_be_focused()
    dialog.get_by_label("Service").select_option(label="Haircut")
    dialog.get_by_label("Duration").fill("75")
    eyes(screen, "terms-dialog")
    screen.keyboard.press("Enter")
    expect(screen.locator(".k-toasts")).to_contain_text("Own terms of Haircut saved")
    expect(screen.get_by_role("link", name="Change the terms of Haircut")).to_be_visible()
    eyes(screen, "terms")
    enter(phone, receptionist)
    phone.goto(f"{desk}{card}")
    eyes(phone, "terms-narrow")
