"""Dialogs from wherever a remedy stands: over the page they were opened on, and as pages of their own."""

import re
from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_lock, make_lock_reason, make_tag, put_tag

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]


@pytest.fixture
def freja(business: Business) -> Customer:
    with scope(business=business):
        make_salon(business)
        make_lock_reason(business, "Unpaid")
        return make_customer(business, "Freja", "Holm", email="freja.holm@example.com")


@pytest.fixture
def locked(business: Business, freja: Customer) -> Customer:
    with scope(business=business):
        make_lock(freja)
    return freja


def test_why_she_is_refused_is_mended_where_it_is_read(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, locked: Customer
) -> None:
    screen.goto(f"{enter(screen, owner)}why/?customer={locked.pk}&service=")
    screen.get_by_label("Service").select_option(index=1)
    screen.get_by_role("button", name="Ask").click()
    answer = screen.get_by_role("region", name="Answer")
    expect(answer).to_contain_text("Refused: the card is locked.")
    answer.get_by_role("link", name="Unlock…").press("Enter")
    dialog = screen.get_by_role("dialog", name="Unlock Freja Holm")
    accessible(screen)
    screen.keyboard.type("She has paid.")
    dialog.get_by_role("button", name="Unlock customer").press("Enter")
    expect(answer).not_to_contain_text("Refused: the card is locked.")
    expect(screen).to_have_url(re.compile(r"/why/\?"))


def test_a_tag_is_found_by_typing_where_the_refusal_is_explained(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, business: Business, freja: Customer
) -> None:
    with scope(business=business):
        put_tag(freja, make_ban(business, "Never comes"))
        make_tag(business, "Regular")
    screen.goto(f"{enter(screen, owner)}why/?customer={freja.pk}&service=")
    screen.get_by_label("Service").select_option(index=1)
    screen.get_by_role("button", name="Ask").click()
    screen.get_by_role("region", name="Answer").get_by_role("link", name="Tags…").press("Enter")
    expect(screen.get_by_label("Find a tag")).to_be_focused()
    screen.keyboard.type("never")
    screen.keyboard.press("Enter")
    accessible(screen)
    screen.get_by_role("button", name="Save tags").press("Enter")
    expect(screen.get_by_role("region", name="Answer")).to_contain_text("Allowed.")


def test_somebody_is_locked_from_the_search_of_a_booking(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, freja: Customer
) -> None:
    screen.goto(f"{enter(screen, owner)}bookings/new/")
    screen.keyboard.type("Freja")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("link", name="Freja Holm", exact=True)).to_be_focused()
    accessible(screen)
    screen.get_by_role("link", name="Lock Freja Holm…").press("Enter")
    screen.get_by_role("button", name="Lock customer").press("Enter")
    unlock = screen.get_by_role("link", name="Unlock Freja Holm…")
    expect(unlock).to_be_focused()


def test_somebody_locked_is_unlocked_while_a_booking_is_made(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, locked: Customer
) -> None:
    screen.goto(f"{enter(screen, owner)}bookings/new/?customer={locked.pk}")
    banner = screen.get_by_role("note")
    expect(banner).to_contain_text("Locked.")
    banner.get_by_role("link", name="Unlock…").press("Enter")
    expect(screen.get_by_label("Why is the lock lifted?")).to_be_focused()
    screen.keyboard.type("She has paid.")
    screen.get_by_role("button", name="Unlock customer").press("Enter")
    expect(banner).to_have_count(0)
    expect(screen.locator("#main")).to_be_focused()
    accessible(screen)


def test_a_dialog_that_is_a_page_comes_back_once_and_leads_back(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, locked: Customer
) -> None:
    desk = enter(screen, owner)
    card = f"{desk}customers/{locked.pk}/"
    screen.goto(card)
    screen.evaluate("address => location.assign(address)", f"{card}unlock/")
    screen.get_by_role("button", name="Unlock customer").click()
    expect(screen.locator("dialog[open]")).to_have_count(1)
    expect(screen.get_by_role("dialog", name="Unlock Freja Holm")).to_contain_text("Please give a reason.")
    accessible(screen)
    screen.keyboard.press("Escape")
    expect(screen).to_have_url(card)
    screen.goto(f"{card}unlock/")
    screen.get_by_label("Why is the lock lifted?").fill("She has paid.")
    screen.get_by_role("button", name="Unlock customer").click()
    expect(screen).to_have_url(card)
    expect(screen.get_by_role("link", name="Lock…").first).to_be_visible()
