"""A receptionist finds customers while typing, makes and changes cards by keyboard, loses nothing to a colleague."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.values import CustomerChanges
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def house(business: Business) -> Business:
    """Anders and Astrid Østergård, and Camille, who is blocked and has a note."""
    make_customer(business, "Anders", "Østergård", phone="+4522550114", email="anders@example.com")
    make_customer(business, "Astrid", "Østergård")
    make_customer(business, "Camille", "Lefèvre", max_future_bookings=0, important_note="PPD allergy")
    return business


@pytest.fixture
def eyes(accessible: Check, shoot: Shoot) -> Shoot:
    """For all eyes: axe, and a picture."""

    def look(page: Page, name: str) -> None:
        accessible(page)
        shoot(page, name)

    return look


def test_the_list_follows_the_typing_and_enter_opens_the_first_hit(
    screen: Page, enter: Enter, accessible: Check, receptionist: Actor, house: Business
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/")
    accessible(screen)
    hits = screen.locator("[data-hit]")
    expect(hits).to_have_count(3)
    screen.locator("h1").click()
    screen.locator("body").press("/")
    expect(screen.locator("#id_search")).to_be_focused()
    screen.keyboard.type("ostergaard")
    expect(hits).to_have_text(["Anders Østergård", "Astrid Østergård"])
    expect(screen).to_have_url(re.compile("search=ostergaard"))
    screen.keyboard.press("ArrowDown")
    screen.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    screen.keyboard.press("ArrowUp")
    screen.keyboard.press("ArrowUp")
    expect(screen.locator("#id_search")).to_be_focused()
    screen.locator("#id_search").fill("22 55 01")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="Anders Østergård", exact=True)).to_be_visible()


def test_chips_filter_and_keep_what_was_typed(screen: Page, enter: Enter, receptionist: Actor, house: Business) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/")
    screen.get_by_role("link", name="Blocked").click()
    expect(screen.locator("[data-hit]")).to_have_text(["Camille Lefèvre"])
    screen.locator("#id_search").fill("anders")
    expect(screen.get_by_role("heading", name="No customer matches")).to_be_visible()
    screen.get_by_role("link", name="Everyone", exact=True).click()
    expect(screen.locator("[data-hit]")).to_have_text(["Anders Østergård"])


@pytest.mark.parametrize("size", ["screen", "phone"])
def test_more_filters_narrow_the_list_by_keyboard_and_stay_in_the_address(
    request: pytest.FixtureRequest, enter: Enter, eyes: Shoot, receptionist: Actor, house: Business, size: str
) -> None:
    page: Page = request.getfixturevalue(size)
    make_customer(house, "Sven", "Bergman", language="sv")
    page.goto(f"{enter(page, receptionist)}customers/")
    page.get_by_text("More filters").press("Enter")
    expect(page.get_by_label("Last visit from")).to_be_visible()
    eyes(page, f"filters-open-{size}")
    page.get_by_label("Language", exact=True).select_option("sv")
    hits = page.locator("[data-hit]")
    expect(hits).to_have_text(["Sven Bergman"])
    page.get_by_label("Next visit", exact=True).select_option("none")
    expect(page).to_have_url(re.compile(r"customers/\?next_visit=none&language=sv&sort=name$"))
    eyes(page, f"filters-chosen-{size}")
    hits.first.click()
    expect(page.get_by_role("heading", name="Sven Bergman", exact=True)).to_be_visible()
    page.go_back()
    expect(hits).to_have_text(["Sven Bergman"])
    page.get_by_role("link", name="Remove the filter: Svenska").press("Enter")
    expect(hits).to_have_count(4)
    expect(page.get_by_role("link", name="Remove the filter: No next visit")).to_be_visible()
    expect(page.get_by_label("Language", exact=True)).to_have_value("")


def test_a_phone_shows_the_list_without_scripts(
    plain_phone: Page, enter: Enter, receptionist: Actor, house: Business
) -> None:
    plain_phone.goto(f"{enter(plain_phone, receptionist)}customers/")
    plain_phone.locator("#id_search").fill("camille")
    plain_phone.get_by_role("button", name="Search").click()
    expect(plain_phone.locator("[data-hit]")).to_have_text(["Camille Lefèvre"])


def test_every_tab_of_the_card_is_reached_by_keyboard_and_accessible(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, business: Business
) -> None:
    with scope(business=business):
        customer = make_customer(business, phone="+4531550124", note="Oat milk", important_note="PPD allergy")
        make_customer(business, phone="+4531550124")
        start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
        make_booking(make_salon(business), customer, start)
        edit_customer(
            business=business,
            actor=owner,
            now=clock.now(),
            customer_id=customer.pk,
            changes=CustomerChanges(city="Aarhus"),
        )
    screen.goto(f"{enter(screen, owner)}customers/{customer.pk}/")
    accessible(screen)
    for name in ("Bookings", "Details", "Refusals", "Log", "Overview"):
        tab = screen.locator(".k-tabs").get_by_role("link", name=name)
        tab.focus()
        screen.keyboard.press("Enter")
        expect(screen.locator(".k-tabs [aria-current=page]")).to_have_text(name)
        accessible(screen)


def test_a_card_is_made_and_changed_by_keyboard(
    screen: Page, enter: Enter, accessible: Check, receptionist: Actor, business: Business
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/")
    screen.get_by_role("link", name="New customer").first.focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="New customer")).to_be_visible()
    accessible(screen)
    screen.get_by_label("Last name").focus()
    screen.keyboard.type("Holm")
    screen.keyboard.press("Tab")
    screen.keyboard.type("12")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("This is not a valid phone number.")).to_be_visible()
    accessible(screen)
    screen.get_by_label("Phone").fill("31 55 01 24")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="Holm", exact=True)).to_be_visible()
    expect(screen.get_by_role("link", name="+45 31 55 01 24")).to_have_attribute("href", "tel:+4531550124")


def test_a_save_that_meets_a_colleagues_keeps_every_character(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, business: Business
) -> None:
    customer = make_customer(business)
    screen.goto(f"{enter(screen, owner)}customers/{customer.pk}/edit/")
    screen.get_by_label("City").fill(" Aarhus C")
    with scope(business=business):
        changes = CustomerChanges(city="Odense")
        edit_customer(business=business, actor=owner, now=clock.now(), customer_id=customer.pk, changes=changes)
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("alert")).to_contain_text("Odense")
    expect(screen.get_by_label("City")).to_have_value(" Aarhus C")
    accessible(screen)
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("Aarhus C")).to_be_visible()


def test_archiving_asks_and_gives_the_focus_back(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, business: Business
) -> None:
    customer = make_customer(business)
    screen.goto(f"{enter(screen, owner)}customers/{customer.pk}/")
    button = screen.get_by_role("link", name="Archive…")
    button.focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("dialog", name="Archive customer")).to_be_visible()
    accessible(screen)
    screen.keyboard.press("Escape")
    expect(button).to_be_focused()
    button.click()
    screen.get_by_role("dialog").get_by_role("button", name="Archive", exact=True).click()
    expect(screen.get_by_text("This card is archived.")).to_be_visible()
    accessible(screen)
    screen.get_by_role("button", name="Restore").click()
    expect(screen.get_by_text("This card is archived.")).to_be_hidden()
