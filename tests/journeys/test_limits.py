"""The story of the limit (S1-S8, S16): the general 2, a card with 3, a card with 0, and back, in a real browser."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_customer_token, make_settings
from tests.factories.booking import Salon, make_salon

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]

BLOCKED = {
    "da": "Du kan ikke booke aftaler online i øjeblikket. Kontakt os venligst.",
    "fr": "Vous ne pouvez pas prendre de rendez-vous en ligne pour le moment. Veuillez nous contacter.",
}


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def visitor(chromium: Browser, faults: list[str]) -> Iterator[Page]:
    """The customer's own phone, beside the screen of the desk."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()


def monday(weeks: int) -> date:
    """A Monday on which nobody has booked yet."""
    today = clock.now().date()
    return today + timedelta(days=7 * weeks - today.weekday())


def choose(page: Page, server: LiveServer, salon: Salon, day: date) -> None:
    """The first time of the day."""
    page.goto(f"{server.url}/havnegade/when/?service={salon.service.pk}&employee=any&day={day}")
    page.locator("label.k-slot").first.click()
    go_on(page)


def go_on(page: Page) -> None:
    page.locator(".k-sticky .primary").click()


def book(page: Page, server: LiveServer, salon: Salon, day: date) -> None:
    """As far as the answer to the last button, for Freja as she types herself in."""
    choose(page, server, salon, day)
    fields = {"first_name": "Freja", "last_name": "Holm", "phone": "50 55 01 62", "email": "freja.holm@example.com"}
    for name, text in fields.items():
        page.fill(f"[name={name}]", text)
    go_on(page)
    go_on(page)


def set_max(screen: Page, choice: str, number: str = "") -> None:
    """In the dialog of the card."""
    screen.get_by_role("link", name="Max bookings…").click()
    dialog = screen.get_by_role("dialog", name="Max coming bookings (this customer)")
    dialog.get_by_role("radio", name=choice).check()
    if number:
        dialog.get_by_role("spinbutton", name="Own number").fill(number)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()


def set_general_max(screen: Page, desk: str, number: str) -> None:
    """Under Settings, Online booking, Customers."""
    screen.goto(f"{desk}settings/online-booking/")
    customers = screen.get_by_role("region", name="Customers")
    customers.get_by_text("Number", exact=True).click()
    customers.get_by_label("Number of coming bookings").fill(number)
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("Online booking saved")).to_be_visible()


def speak(salon: Salon, language: str) -> None:
    """The language on the card."""
    with scope(business=salon.business):
        Customer.objects.update(language=language)


def row_of_freja(screen: Page) -> Locator:
    return screen.locator(".k-list.who li").filter(has_text="Freja Holm")


def test_a_booking_made_on_a_phone_stands_in_the_day_and_follows_its_link(
    visitor: Page, screen: Page, enter: Enter, salon: Salon, receptionist: Actor, live_server: LiveServer
) -> None:
    day = monday(2)
    desk = enter(screen, receptionist)
    screen.goto(f"{desk}?on={day}")
    expect(screen.get_by_role("heading", name="Nobody is booked on this day")).to_be_visible()
    book(visitor, live_server, salon, day)
    expect(visitor.locator("h1")).to_have_text("You’re booked")
    screen.reload()
    row = row_of_freja(screen)
    expect(row).to_contain_text("Haircut until 09:45")
    expect(row).to_contain_text("Confirmed")

    visitor.get_by_role("link", name="Move").click()
    visitor.goto(f"{visitor.url}?day={day + timedelta(days=1)}")
    visitor.locator("label.k-slot").nth(2).click()
    go_on(visitor)
    expect(visitor.get_by_role("status")).to_have_text("Moved. This is the new time.")
    screen.reload()
    expect(row).to_have_count(0)
    screen.goto(f"{desk}?on={day + timedelta(days=1)}")
    expect(row).to_contain_text("Haircut until 10:15")

    visitor.get_by_role("link", name="Cancel appointment").click()
    visitor.get_by_role("button", name="Cancel appointment").click()
    expect(visitor.locator("h1")).to_have_text("This appointment is cancelled")
    screen.reload()
    expect(row).to_contain_text("Cancelled")


def test_the_general_two_a_card_with_three_a_card_with_none_and_back(
    visitor: Page, screen: Page, enter: Enter, salon: Salon, owner: Actor, live_server: LiveServer
) -> None:
    desk = enter(screen, owner)
    set_general_max(screen, desk, "2")
    for weeks in (2, 3):
        book(visitor, live_server, salon, monday(weeks))
        expect(visitor.locator("h1")).to_have_text("You’re booked")

    book(visitor, live_server, salon, monday(4))
    refusal = visitor.locator("[data-refusal]")
    expect(refusal).to_have_text("You cannot book more appointments until after your next one.")
    when = f"{live_server.url}/havnegade/when/?service={salon.service.pk}&employee=any"
    sign_in(visitor, salon, card := freja(salon), live_server)
    visitor.goto(when)
    expect(refusal).to_have_text(re.compile(r"^You have 2 of 2 coming appointments\. You can book again after \w+ \d"))

    screen.goto(f"{desk}customers/{card.pk}/")
    panel = screen.locator("#k-access")
    expect(panel).to_contain_text("2 of 2")
    set_max(screen, "Own number", "3")
    choose(visitor, live_server, salon, monday(4))
    go_on(visitor)
    go_on(visitor)
    expect(visitor.locator("h1")).to_have_text("You’re booked")

    set_max(screen, "0, blocked")
    expect(panel).to_contain_text("max coming bookings on the card is 0")
    for language, text in BLOCKED.items():
        speak(salon, language)
        visitor.goto(when)
        expect(refusal).to_have_text(text)
        expect(visitor.get_by_text("+45 33 11 22 33").first).to_be_visible()

    set_max(screen, "Follows the general setting")
    expect(panel).to_contain_text("3 of 2")
    visitor.goto(when)
    expect(refusal).to_have_text(re.compile("^Vous avez 3 rendez-vous à venir sur 2"))
    screen.get_by_role("link", name="Refusals", exact=True).click()
    expect(screen.locator("main")).to_contain_text("You cannot book more appointments until after your next one.")


def freja(salon: Salon) -> Customer:
    """Her card, with the language she sees the site in."""
    with scope(business=salon.business):
        return Customer.objects.get()


def sign_in(page: Page, salon: Salon, customer: Customer, server: LiveServer) -> None:
    """As if she had typed the code that was sent to her."""
    with scope(business=salon.business):
        token = make_customer_token(salon.business, clock.now(), customer)
    page.context.add_cookies([{"name": "kartotek_customer", "value": token, "url": f"{server.url}/havnegade/"}])


def test_the_code_asked_for_inside_a_booking_is_accessible(
    visitor: Page, accessible: Callable[[Page], None], salon: Salon, live_server: LiveServer
) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, verify_contact="always")
    book(visitor, live_server, salon, monday(2))
    expect(visitor.locator("input[name=code]")).to_be_visible()
    accessible(visitor)
