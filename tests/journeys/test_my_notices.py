"""Can somebody choose on screen, and with the keyboard alone, what she is told by e-mail?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kartotek.domain.audit.values import Actor

pytestmark = pytest.mark.journey


def test_notices_are_chosen_from_the_account_menu(
    screen: Page,
    practitioner: Actor,
    enter: Callable[[Page, Actor], str],
    accessible: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
) -> None:
    screen.goto(enter(screen, practitioner))
    screen.locator("summary", has_text="account menu").press("Enter")
    screen.get_by_role("link", name="My notices").press("Enter")
    expect(screen.get_by_role("heading", name="My notices")).to_be_visible()
    screen.get_by_label("Cancellations by customers").press("Space")
    screen.get_by_label("The day, every morning at 7").press("Space")
    screen.get_by_role("button", name="Save").press("Enter")
    expect(screen.get_by_text("Your notices are saved")).to_be_visible()
    expect(screen.get_by_label("New online bookings")).not_to_be_checked()
    expect(screen.get_by_label("Cancellations by customers")).to_be_checked()
    shoot(screen, "my-notices")
    accessible(screen)
