"""A receptionist caps a customer by keyboard alone; an owner writes a text and sees at once how it reads."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.access import make_settings
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]


def test_a_customer_is_blocked_and_let_go_again_by_keyboard(
    screen: Page, enter: Enter, accessible: Callable[[Page], None], receptionist: Actor, business: Business
) -> None:
    with scope(business=business):
        make_settings(business, max_future_bookings=2)
        customer = make_customer(business, language="en")
        start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
        make_booking(make_salon(business), customer, start)
    screen.goto(f"{enter(screen, receptionist)}customers/{customer.pk}/")
    panel = screen.locator("#k-access")
    expect(panel).to_contain_text("Yes, 1 of 2 coming bookings used.")
    accessible(screen)

    button = screen.get_by_role("link", name="Max bookings…")
    button.focus()
    screen.keyboard.press("Enter")
    dialog = screen.get_by_role("dialog", name="Max coming bookings")
    expect(dialog.get_by_role("radio", name="Follows the general setting")).to_be_focused()
    accessible(screen)
    screen.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("radio", name="0, blocked")).to_be_checked()
    dialog.get_by_label("Reason").focus()
    screen.keyboard.type("Late three times")
    screen.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(panel).to_contain_text("No, max coming bookings on the card is 0.")
    expect(panel).to_contain_text("You cannot book online at the moment. Please contact us.")
    expect(screen.locator(".k-toasts")).to_contain_text("Can Sofie book online? No,")
    expect(screen.get_by_role("link", name="Max bookings…")).to_be_focused()

    screen.keyboard.press("Enter")
    dialog.get_by_role("radio", name="Follows the general setting").check()
    dialog.get_by_role("button", name="Save").press("Enter")
    expect(panel).to_contain_text("Yes, 1 of 2 coming bookings used.")


def test_a_text_is_judged_while_it_is_typed_in_the_language_chosen(
    screen: Page, enter: Enter, accessible: Callable[[Page], None], owner: Actor, business: Business
) -> None:
    screen.goto(f"{enter(screen, owner)}settings/online-booking/")
    accessible(screen)
    group = screen.get_by_role("group", name="Text at the limit")
    group.get_by_role("button", name="English").click()
    area = group.get_by_label("English", exact=True)
    area.fill("Only ")
    group.get_by_role("button", name="Insert [LIMIT]").click()
    expect(area).to_have_value("Only [LIMIT]")
    expect(group.get_by_text("Only 2", exact=True)).to_be_visible()
    area.fill("Only [MANY]")
    expect(group.get_by_text("Line 1, column 6: There is no such code.")).to_be_visible()
    screen.get_by_role("button", name="Save").click()
    expect(area).to_have_value("Only [MANY]")
    area.fill("Only [LIMIT]")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("Online booking saved")).to_be_visible()
    expect(screen.get_by_label("English", exact=True).first).to_have_value("Only [LIMIT]")
