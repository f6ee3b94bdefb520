"""A room is named on screen, and is on the page of what uses it."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        made = make_salon(business, gap_after_minutes=15, gap_minutes=20)
        make_customer(business, "Freja", "Holm")
        return made


@pytest.fixture
def eyes(accessible: Callable[[Page], None], shoot: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """For all eyes: a picture, and axe."""

    def look(page: Page, name: str) -> None:
        shoot(page, name)
        accessible(page)

    return look


def book_freja(screen: Page, desk: str) -> None:
    """By keyboard, from the calendar."""
    screen.goto(f"{desk}calendar/")
    screen.keyboard.press("n")
    expect(screen.locator("#qb-typed")).to_be_focused()
    screen.keyboard.type("freja")
    for question in ("Which service?", "When?"):
        screen.keyboard.press("Enter")
        screen.get_by_text(question).wait_for()
    screen.keyboard.press("Enter")
    expect(screen.locator(".k-toast")).to_contain_text("Booked: Freja Holm")


def test_a_room_is_named_and_held_by_what_needs_it(
    screen: Page, enter: Callable[[Page, Actor], str], owner: Actor, salon: Salon, eyes: Callable[[Page, str], None]
) -> None:
    desk = enter(screen, owner)
    screen.goto(f"{desk}settings/resources/")
    eyes(screen, "resources-none")
    screen.get_by_role("link", name="New room or equipment…").click()
    expect(screen.get_by_label("Name")).to_be_focused()
    screen.keyboard.type("Treatment room")
    screen.get_by_label("Haircut").check()
    eyes(screen, "resource-new")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("row", name="Treatment room")).to_contain_text("Haircut")
    eyes(screen, "resources")
    book_freja(screen, desk)
    screen.locator("#ec[data-drawn]").wait_for()
    expect(screen.locator("#ec")).to_contain_text("Free for others")
    expect(screen.locator("#ec")).to_contain_text("Haircut, part 2")
    eyes(screen, "calendar-gap")
    with scope(business=salon.business):
        booking = Booking.objects.get()
    screen.goto(f"{desk}bookings/{booking.pk}/")
    expect(screen.get_by_text("Treatment room")).to_be_visible()
    expect(screen.get_by_text("is free for others")).to_be_visible()
    eyes(screen, "booking-with-a-room")
