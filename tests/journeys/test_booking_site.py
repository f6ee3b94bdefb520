"""A person books at phone size, moves and cancels; with JavaScript and without, in five languages, for all eyes."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_customer_token, make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.catalog import make_category
from tests.factories.customers import make_customer

from kartotek.domain.booking.queries import manage_token
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def salon(transactional_db: None) -> Salon:
    business = make_business()
    with scope(business=business):
        salon = make_salon(business, description={"en": "Cut and styling", "da": "Klip og styling"})
        salon.service.category = make_category(business)
        salon.service.save()
        return salon


def next_monday() -> datetime:
    """Ten o'clock in Copenhagen or eleven, on a Monday at least a week ahead."""
    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    return today + timedelta(days=14 - today.weekday())


def make_freja(salon: Salon, **fields: object) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com", **fields)


def sign_in(page: Page, salon: Salon, customer: Customer, server: LiveServer) -> None:
    with scope(business=salon.business):
        token = make_customer_token(salon.business, datetime.now(UTC), customer)
    page.context.add_cookies([{"name": "kartotek_customer", "value": token, "url": f"{server.url}/havnegade/"}])


def go_on(page: Page) -> None:
    page.locator(".k-sticky .primary").click()


def walk_to_details(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/havnegade/")
    page.locator("label.k-pick").first.click()
    go_on(page)
    go_on(page)
    page.locator("a.k-day").nth(2).click()
    page.locator("label.k-slot").first.click()
    go_on(page)


def type_details(page: Page) -> None:
    page.fill("[name=first_name]", "Freja")
    page.fill("[name=last_name]", "Holm")
    page.fill("[name=phone]", "50 55 01 62")
    page.fill("[name=email]", "freja.holm@example.com")


def test_person_books_moves_and_cancels_on_a_phone(
    phone: Page, salon: Salon, live_server: LiveServer, shoot: Shoot
) -> None:
    walk_to_details(phone, live_server)
    expect(phone.locator(".k-bar")).to_contain_text("45 min · DKK 450.00")
    type_details(phone)
    go_on(phone)
    shoot(phone, "booking-check")
    go_on(phone)
    expect(phone.locator("h1")).to_have_text("You’re booked")
    shoot(phone, "booking-done")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Add to calendar").click()
    assert download.value.suggested_filename == "appointment.ics"
    phone.get_by_role("link", name="Move").click()
    phone.locator("a.k-day").nth(3).click()
    phone.locator("label.k-slot").nth(1).click()
    go_on(phone)
    expect(phone.get_by_role("status")).to_have_text("Moved. This is the new time.")
    phone.get_by_role("link", name="Cancel appointment").click()
    phone.get_by_role("button", name="Cancel appointment").click()
    expect(phone.locator("h1")).to_have_text("This appointment is cancelled")


def test_person_books_without_javascript(plain_phone: Page, salon: Salon, live_server: LiveServer) -> None:
    walk_to_details(plain_phone, live_server)
    type_details(plain_phone)
    go_on(plain_phone)
    go_on(plain_phone)
    expect(plain_phone.locator("h1")).to_have_text("You’re booked")


def test_whole_booking_by_keyboard(phone: Page, salon: Salon, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/havnegade/")
    phone.locator("[name=service]").first.focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.locator("[name=employee]").first.focus()
    phone.keyboard.press("Enter")
    phone.locator("[name=start]").first.focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.locator("[name=first_name]").focus()
    for text in ("Freja", "Holm", "50 55 01 62", "freja.holm@example.com"):
        phone.keyboard.type(text)
        phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Check and confirm")
    phone.get_by_role("button", name="Confirm booking").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("You’re booked")


def test_back_button_and_double_click_do_no_harm(phone: Page, salon: Salon, live_server: LiveServer) -> None:
    walk_to_details(phone, live_server)
    type_details(phone)
    go_on(phone)
    phone.locator(".k-sticky .primary").dblclick()
    expect(phone.locator("h1")).to_have_text("You’re booked")
    first = phone.url
    phone.go_back()
    go_on(phone)
    expect(phone.locator("h1")).to_have_text("You’re booked")
    assert phone.url == first


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("Dansk", "Hvad kunne du tænke dig?"),
        ("Svenska", "Vad vill du boka?"),
        ("Deutsch", "Was wünschen Sie?"),
        ("Français", "Que souhaitez-vous ?"),
    ],
)
def test_site_changes_its_language(
    phone: Page, salon: Salon, live_server: LiveServer, language: str, words: str
) -> None:
    phone.goto(f"{live_server.url}/havnegade/")
    phone.locator("#language").select_option(label=language)
    expect(phone.locator("h1")).to_have_text(words)
    assert phone.locator(".btn, label, legend, h1").all_inner_texts() != []


def test_visitor_from_another_time_zone_is_told(chromium: Browser, salon: Salon, live_server: LiveServer) -> None:
    context = chromium.new_context(timezone_id="America/New_York", locale="en-US")
    page = context.new_page()
    page.goto(f"{live_server.url}/havnegade/when/?service={salon.service.pk}&employee=any")
    expect(page.locator("[data-zone-differs]")).to_have_text("Your device is set to another time zone: New York.")
    context.close()


def test_every_step_is_accessible(
    phone: Page, salon: Salon, live_server: LiveServer, accessible: Check, shoot: Shoot
) -> None:
    phone.goto(f"{live_server.url}/havnegade/")
    accessible(phone)
    shoot(phone, "booking-services")
    phone.locator("label.k-pick").first.click()
    go_on(phone)
    accessible(phone)
    go_on(phone)
    phone.locator("label.k-slot").first.click()
    accessible(phone)
    shoot(phone, "booking-times")
    go_on(phone)
    phone.fill("[name=email]", "nope")
    go_on(phone)
    accessible(phone)
    type_details(phone)
    go_on(phone)
    accessible(phone)
    go_on(phone)
    accessible(phone)


def test_every_page_of_a_booking_is_accessible(
    phone: Page, salon: Salon, live_server: LiveServer, accessible: Check
) -> None:
    freja = make_freja(salon)
    with scope(business=salon.business):
        booking = make_booking(salon, freja, next_monday())
    address = f"{live_server.url}/havnegade/manage/{manage_token(booking.pk)}/"
    for step in ("", "move/", "cancel/"):
        phone.goto(address + step)
        accessible(phone)


def test_refusals_and_signing_in_are_accessible(
    phone: Page, salon: Salon, live_server: LiveServer, accessible: Check, shoot: Shoot
) -> None:
    freja = make_freja(salon)
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
        make_booking(salon, freja, next_monday())
    phone.goto(f"{live_server.url}/havnegade/sign-in/")
    accessible(phone)
    phone.fill("[name=address]", "nobody@example.com")
    phone.get_by_role("button", name="Send me a code").click()
    accessible(phone)
    shoot(phone, "sign-in-code")
    walk_to_details(phone, live_server)
    type_details(phone)
    go_on(phone)
    go_on(phone)
    expect(phone.locator("[data-refusal]")).not_to_have_text(re.compile(r"\d"))
    accessible(phone)
    shoot(phone, "refused-unproven")
    sign_in(phone, salon, freja, live_server)
    phone.goto(f"{live_server.url}/havnegade/when/?service={salon.service.pk}&employee=any")
    expect(phone.locator("[data-refusal]")).to_have_text(re.compile("You have 1 of 1 coming appointments."))
    accessible(phone)
    shoot(phone, "refused-limit")
    with scope(business=salon.business):
        Customer.objects.filter(pk=freja.pk).update(max_future_bookings=0)
    phone.reload()
    accessible(phone)
    shoot(phone, "refused-blocked")


def test_page_that_is_not_there_is_accessible(
    phone: Page, salon: Salon, live_server: LiveServer, accessible: Check
) -> None:
    phone.goto(f"{live_server.url}/havnegade/nothing/here/")
    expect(phone.locator("h1")).to_have_text("There is nothing here")
    accessible(phone)
