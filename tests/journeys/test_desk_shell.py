"""What every screen of the desk shares: navigation, keys, theme, menu, and the warning when no worker lives."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from kartotek.domain.audit.values import Actor
from kartotek.plumbing.readiness import WORKER, beat

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]


def test_keys_lead_to_screens_and_to_their_own_list(screen: Page, enter: Enter, owner: Actor) -> None:
    desk = enter(screen, owner)
    screen.goto(f"{desk}settings/")
    screen.keyboard.press("?")
    expect(screen.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    screen.keyboard.press("Escape")
    for link in screen.locator(".k-side [data-go]").all():
        key, address = link.get_attribute("data-go"), link.get_attribute("href")
        assert key is not None
        screen.locator("body").press("g")
        with screen.expect_navigation():
            screen.locator("body").press(key)
        assert screen.url.endswith(str(address))
        screen.goto(f"{desk}settings/")


def test_keys_can_be_turned_off(screen: Page, enter: Enter, owner: Actor) -> None:
    screen.goto(f"{enter(screen, owner)}settings/")
    screen.get_by_role("button", name="Keyboard shortcuts").click()
    screen.get_by_label("Use these shortcuts in this browser").uncheck()
    screen.keyboard.press("Escape")
    screen.reload()
    screen.locator("body").press("?")
    expect(screen.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()


def test_theme_is_remembered(screen: Page, enter: Enter, owner: Actor) -> None:
    screen.goto(f"{enter(screen, owner)}settings/")
    screen.get_by_role("button", name="Switch between light and dark").click()
    screen.reload()
    expect(screen.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_menu_signs_out(screen: Page, enter: Enter, owner: Actor) -> None:
    desk = enter(screen, owner)
    screen.goto(f"{desk}settings/")
    screen.locator(".k-menu summary").click()
    screen.get_by_role("button", name="Sign out").click()
    screen.goto(f"{desk}settings/")
    assert "/accounts/login/" in screen.url


def test_worker_that_stands_still_is_said_on_the_page(screen: Page, enter: Enter, owner: Actor) -> None:
    desk = enter(screen, owner)
    screen.goto(f"{desk}settings/")
    expect(screen.get_by_text("Background work stands still.")).to_be_visible()
    beat(WORKER, now=datetime.now(UTC))
    screen.reload()
    expect(screen.get_by_text("Background work stands still.")).to_be_hidden()


def test_bottom_bar_leads_on_a_phone(phone: Page, enter: Enter, owner: Actor) -> None:
    phone.goto(f"{enter(phone, owner)}settings/")
    expect(phone.get_by_role("navigation", name="Main, small screens")).to_be_visible()
    expect(phone.get_by_role("navigation", name="Main", exact=True)).to_be_hidden()
