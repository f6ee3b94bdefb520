"""A customer, phone in hand: signs in with a code, moves, cancels, is told when it is late, changes what is hers."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer

from kartotek.domain.booking.models import Booking
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def salon(transactional_db: None) -> Salon:
    business = make_business(phone="+4533550120", address_line="Havnegade 12")
    with scope(business=business):
        return make_salon(business)


def next_monday() -> datetime:
    """Ten o'clock in Copenhagen or eleven, on a Monday at least a week ahead."""
    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    return today + timedelta(days=14 - today.weekday())


def last_code(salon: Salon) -> str:
    with scope(business=salon.business):
        found = re.search(r"\b\d{6}\b", Message.objects.latest("pk").body)
    assert found is not None
    return found[0]


def type_code(page: Page, salon: Salon) -> None:
    page.get_by_label("Code").wait_for()
    page.get_by_label("Code").fill(last_code(salon))
    page.keyboard.press("Enter")


def sign_in(page: Page, salon: Salon, server: LiveServer) -> None:
    page.goto(f"{server.url}/havnegade/me/")
    page.get_by_label("E-mail or mobile").fill("freja.holm@example.com")
    page.keyboard.press("Enter")
    type_code(page, salon)


def statuses(salon: Salon) -> list[str]:
    with scope(business=salon.business):
        return list(Booking.objects.order_by("pk").values_list("status", flat=True))


@pytest.fixture
def freja(salon: Salon) -> Customer:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with scope(business=salon.business):
        card = make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com", language="en")
        make_booking(salon, card, next_monday())
        make_booking(salon, card, next_monday() + timedelta(days=1))
        make_booking(salon, card, now + timedelta(hours=3))
        make_booking(salon, card, next_monday() - timedelta(days=60), status="completed")
    return card


def test_a_customer_has_her_appointments_in_hand(
    phone: Page, salon: Salon, freja: Customer, live_server: LiveServer, shoot: Shoot, accessible: Check
) -> None:
    sign_in(phone, salon, live_server)
    expect(phone.locator("h1")).to_have_text("Hello Freja Holm")
    expect(phone.locator(".k-appt")).to_have_count(3)
    expect(phone.locator(".k-appt").first).to_contain_text("to change it now, please call")
    accessible(phone)
    shoot(phone, "own-coming")
    phone.get_by_role("link", name="Cancel Haircut").first.click()
    phone.get_by_role("button", name="Cancel appointment").click()
    assert statuses(salon) == ["cancelled", "confirmed", "confirmed", "completed"]
    phone.get_by_role("link", name="My appointments").click()
    phone.get_by_role("link", name="Move Haircut").click()
    phone.locator("a.k-day").nth(3).click()
    phone.locator("label.k-slot").nth(1).click()
    phone.locator(".k-sticky .primary").click()
    expect(phone.locator("[role=status]")).to_contain_text("Moved.")
    phone.get_by_role("link", name="My appointments").click()
    phone.get_by_role("link", name="Past").click()
    accessible(phone)
    shoot(phone, "own-past")
    phone.get_by_role("link", name="Book again").click()
    expect(phone.locator("h1")).to_be_visible()


def test_a_customer_changes_what_is_hers(
    phone: Page, salon: Salon, freja: Customer, live_server: LiveServer, shoot: Shoot, accessible: Check
) -> None:
    sign_in(phone, salon, live_server)
    phone.get_by_role("link", name="My details").click()
    accessible(phone)
    shoot(phone, "own-details")
    phone.get_by_label("Town").fill("Aarhus")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status")).to_have_text("Saved.")
    phone.get_by_role("link", name="Change my number").click()
    accessible(phone)
    phone.keyboard.type("31 55 01 99")  # the field has the focus
    phone.keyboard.press("Enter")
    type_code(phone, salon)
    expect(phone.locator(".k-dl")).to_contain_text("31 55 01 99")
    phone.get_by_role("link", name="Reminders").click()
    accessible(phone)
    shoot(phone, "own-wishes")
    phone.get_by_label("By SMS").uncheck()
    phone.get_by_label("Language").select_option("da")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("html")).to_have_attribute("lang", "da")
    freja.refresh_from_db()
    assert (freja.city, freja.phone, freja.wants_sms, freja.language) == ("Aarhus", "+4531550199", False, "da")
