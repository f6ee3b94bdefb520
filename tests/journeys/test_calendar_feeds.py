"""Can the address of a calendar be copied and replaced, at the desk by keyboard and on the customer's phone?"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_customer_token
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

pytestmark = pytest.mark.journey


def test_staff_copy_their_address_and_make_a_new_one(
    screen: Page,
    practitioner: Actor,
    enter: Callable[[Page, Actor], str],
    accessible: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
) -> None:
    screen.goto(f"{enter(screen, practitioner)}my-notices/")
    address = screen.get_by_label("Address to subscribe to")
    before = address.input_value()
    screen.get_by_role("button", name="Copy").press("Enter")
    expect(screen.get_by_text("Copied")).to_be_visible()
    expect(screen.get_by_role("button", name="Copy")).to_be_focused()
    screen.get_by_role("link", name="New address…").press("Enter")
    dialog = screen.get_by_role("dialog", name="New calendar address")
    expect(dialog).to_be_visible()
    accessible(screen)
    screen.keyboard.press("Escape")
    expect(address).to_have_value(before)
    screen.get_by_role("link", name="New address…").press("Enter")
    dialog.get_by_role("button", name="Make a new address").press("Enter")
    expect(screen.get_by_text("New calendar address made")).to_be_visible()
    expect(address).not_to_have_value(before)
    expect(address).to_be_focused()
    shoot(screen, "calendar-feed")
    accessible(screen)


def test_it_stands_on_the_page_of_an_employee_and_on_the_card(
    screen: Page,
    owner: Actor,
    business: Business,
    enter: Callable[[Page, Actor], str],
    accessible: Callable[[Page], None],
) -> None:
    with scope(business=business):
        pages = (
            f"settings/employees/{make_salon(business).jonas.pk}/",
            f"customers/{make_customer(business).pk}/details/",
        )
    desk = enter(screen, owner)
    for page in pages:
        screen.goto(desk + page)
        screen.get_by_role("button", name="Copy").press("Enter")
        expect(screen.get_by_text("Copied")).to_be_visible()
        accessible(screen)


@pytest.mark.django_db(transaction=True)
def test_a_customer_copies_hers_and_makes_a_new_one(
    screen: Page,
    business: Business,
    live_server: LiveServer,
    accessible: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
) -> None:
    with scope(business=business):
        customer = make_customer(business)
        make_booking(make_salon(business), customer)
        token = make_customer_token(business, datetime.now(UTC), customer)
    screen.context.add_cookies([{"name": "kartotek_customer", "value": token, "url": live_server.url}])
    screen.goto(f"{live_server.url}/havnegade/me/?language=en")
    screen.get_by_role("link", name="See my appointments in my calendar program").click()
    address = screen.get_by_label("Or copy the address into your calendar program")
    before = address.input_value()
    screen.get_by_role("button", name="Copy").click()
    expect(screen.get_by_text("Copied")).to_be_visible()
    shoot(screen, "my-calendar")
    accessible(screen)
    screen.get_by_role("link", name="New address…").click()
    accessible(screen)
    screen.get_by_role("link", name="Keep it").click()
    expect(address).to_have_value(before)
    screen.get_by_role("link", name="New address…").click()
    screen.get_by_role("button", name="Make a new address").click()
    expect(screen.get_by_text("Saved.")).to_be_visible()
    expect(address).not_to_have_value(before)
