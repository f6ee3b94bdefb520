"""Why was she refused? From the booking site to the list and the explanation, which stays when the rule is gone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason, make_rule, make_tag, put_tag

from kartotek.domain.access.models import ServiceRule, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        make_settings(business, max_future_bookings=5)
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon) -> Customer:
    """Carries a tag for which the one service of the salon is closed."""
    business = salon.business
    with scope(business=business):
        customer = make_customer(business, "Freja", "Holm", email="freja.holm@example.com", phone="+4550550162")
        due = make_tag(business, "Patch test due")
        put_tag(customer, due)
        make_rule(business, when={"has_tags": [due.pk]}, where={"services": [salon.service.pk]})
    return customer


def monday() -> date:
    today = clock.now().date()
    return today + timedelta(days=14 - today.weekday())


def book(page: Page, server: LiveServer, salon: Salon) -> None:
    """As far as the answer to the last button, for Freja as she types herself in."""
    page.goto(f"{server.url}/havnegade/when/?service={salon.service.pk}&employee=any&day={monday()}")
    page.locator("label.k-slot").first.click()
    page.locator(".k-sticky .primary").click()
    fields = {"first_name": "Freja", "last_name": "Holm", "phone": "50 55 01 62", "email": "freja.holm@example.com"}
    for name, text in fields.items():
        page.fill(f"[name={name}]", text)
    page.locator(".k-sticky .primary").click()
    page.locator(".k-sticky .primary").click()


@pytest.fixture
def refused(live_server: LiveServer, phone: Page, salon: Salon, freja: Customer) -> Customer:
    """Freja, who was refused on her phone a moment ago."""
    book(phone, live_server, salon)
    expect(phone.locator("[data-refusal]")).to_be_visible()
    expect(phone.locator("body")).not_to_contain_text("Patch test due")
    return freja


def test_a_refusal_is_explained_on_the_desk_even_when_the_rule_is_gone(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, refused: Customer, accessible: Check
) -> None:
    with scope(business=salon.business):
        Tag.objects.update(label="Renamed")
        ServiceRule.objects.update(is_in_force=False, archived_at=clock.now(), where={}, when={})
    screen.goto(enter(screen, owner))
    screen.get_by_role("link", name="Access decisions").click()
    screen.get_by_role("link", name="Refusals").click()
    accessible(screen)
    screen.get_by_role("row", name="Freja Holm").get_by_role("link").first.click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Why was Freja Holm refused?")
    trace = screen.get_by_role("list", name="What each check said")
    expect(trace).to_contain_text("Not available online for customers with the tag “Patch test due”")
    expect(trace).not_to_contain_text("Renamed")
    accessible(screen)
    screen.get_by_role("link", name="Ask the same now").click()
    expect(screen.get_by_role("region", name="Answer")).to_contain_text("Allowed.")
    screen.get_by_role("link", name="Earlier refusals").click()
    expect(screen.get_by_role("link", name="Booking: Haircut")).to_be_visible()
    accessible(screen)


def test_staff_ask_why_by_keyboard_and_are_led_to_where_it_is_changed(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, freja: Customer, accessible: Check
) -> None:
    with scope(business=salon.business):
        make_lock(freja, reason=make_lock_reason(salon.business))
        Customer.objects.update(max_future_bookings=0)
    screen.goto(f"{enter(screen, owner)}why/")
    screen.keyboard.type("freja")
    screen.keyboard.press("Enter")
    screen.get_by_role("link", name="Freja Holm").press("Enter")
    expect(screen.get_by_role("region", name="Answer")).to_contain_text("Refused: the card is locked.")
    screen.get_by_label("Service").select_option(label="Haircut")
    screen.get_by_label("Date").fill(monday().isoformat())
    screen.get_by_label("Time").fill("10:00")
    screen.keyboard.press("Enter")
    trace = screen.get_by_role("list", name="What each check said")
    expect(trace.get_by_role("listitem")).to_have_count(7)
    expect(trace).to_contain_text("Locked: Missing documents, by Mette Lund")
    accessible(screen)
    trace.get_by_role("link", name="Max…").click()
    expect(screen.get_by_role("dialog", name="Max coming bookings (this customer)")).to_be_visible()


def test_the_month_shows_its_effects_and_leads_to_the_refusals(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, refused: Customer, accessible: Check
) -> None:
    with scope(business=salon.business):
        make_booking(salon, refused, overridden_at=clock.now(), overridden_by="Signe Kragh")
    screen.goto(f"{enter(screen, owner)}effects/")
    expect(screen.get_by_role("row", name="Signe Kragh")).to_contain_text("1")
    accessible(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Download CSV").click()
    assert download.value.suggested_filename == f"access-{clock.now():%Y-%m}.csv"
    screen.get_by_role("link", name="Service rule").click()
    expect(screen.get_by_role("row", name="Freja Holm")).to_be_visible()
