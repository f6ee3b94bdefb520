"""A day in the calendar: booked, moved and made longer by dragging, taken back; a second browser sees each at once."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Browser, Locator, Page, expect
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]
Shoot = Callable[[Page, str], None]
Eyes = Shoot
SOON = 6000  # ms; a page asks every 1.5 s and has it within two, but a busy machine is slower than anybody at a desk
QUARTER = 18  # px
HOUR = timedelta(hours=1)


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def eyes(accessible: Check, shoot: Shoot) -> Eyes:
    """For all eyes: axe, and a picture."""

    def look(page: Page, name: str) -> None:
        accessible(page)
        shoot(page, name)

    return look


@pytest.fixture
def freja(salon: Salon) -> Booking:
    with scope(business=salon.business):
        return make_booking(salon, make_customer(salon.business, "Freja", "Holm", important_note="PPD allergy."))


@pytest.fixture
def second(chromium: Browser, settled: None) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, timezone_id="Europe/Copenhagen")
    yield context.new_page()
    context.close()  # or it would ask for news for as long as the browser runs


def block(screen: Page, name: str) -> Locator:
    return screen.locator(".ec-event:not(.ec-bg-event)", has_text=name)


def drag(screen: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    x, y = start
    screen.mouse.move(x, y)
    screen.mouse.down()
    screen.mouse.move(x + by[0] / 2, y + by[1] / 2 + 3, steps=5)
    screen.mouse.move(x + by[0], y + by[1], steps=5)
    screen.mouse.up()


def middle_of(where: Locator) -> tuple[float, float]:
    box = where.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + 9


def lower_edge_of(where: Locator) -> tuple[float, float]:
    box = where.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] - 2


def column_width(screen: Page) -> float:
    heads = [screen.locator(".ec-col-head", has_text=name).first.bounding_box() for name in ("Jonas", "Mette")]
    assert heads[0] is not None
    assert heads[1] is not None
    return heads[1]["x"] - heads[0]["x"]


def expect_height(screen: Page, name: str, height: float) -> None:
    """The block becomes so high before long."""
    for _ in range(SOON // 100):
        box = block(screen, name).bounding_box()
        if box is not None and round(box["height"]) == round(height):
            return
        screen.wait_for_timeout(100)
    raise AssertionError(f"{name} never became {height} high")


def opened(screen: Page, desk: str) -> Page:
    screen.goto(f"{desk}calendar/?on=2026-11-16")
    screen.locator("#ec[data-drawn]").wait_for()
    return screen


def at(screen: Page, name: str, clock: str, within: int = SOON) -> None:
    expect(block(screen, name).locator("small")).to_contain_text(clock, timeout=within)


def test_a_day_of_dragging_that_a_second_browser_follows(
    screen: Page, second: Page, enter: Enter, owner: Actor, freja: Booking, eyes: Eyes
) -> None:
    desk = enter(screen, owner)
    enter(second, owner)
    opened(screen, desk)
    opened(second, desk)
    eyes(screen, "calendar")

    drag(screen, middle_of(block(screen, "Freja Holm")), (0, 8 * QUARTER))  # two hours later
    at(second, "Freja Holm", "12:00")
    at(screen, "Freja Holm", "12:00")
    expect(screen.locator(".k-toasts")).to_contain_text("Moved: Freja Holm, Mon 16 Nov 2026 at 12:00")

    screen.get_by_role("button", name="Undo").click()
    at(second, "Freja Holm", "10:00")
    at(screen, "Freja Holm", "10:00")

    drag(screen, middle_of(block(screen, "Freja Holm")), (column_width(screen), 4 * QUARTER))
    expect(screen.locator(".k-toasts")).to_contain_text("Freja Holm, Mon 16 Nov 2026 at 11:00, now with Mette Lund")
    at(second, "Freja Holm", "11:00")

    tall = block(second, "Freja Holm").bounding_box()
    drag(screen, lower_edge_of(block(screen, "Freja Holm")), (0, 2 * QUARTER))
    expect(screen.locator(".k-toasts")).to_contain_text("Freja Holm now stays until 12:15")
    assert tall is not None
    expect_height(second, "Freja Holm", tall["height"] + 2 * QUARTER)

    block(screen, "Freja Holm").get_by_role("link").click()
    expect(screen.locator("h1")).to_have_text("Haircut")
    screen.get_by_role("link", name=re.compile("Cancel")).first.click()
    screen.get_by_role("dialog").get_by_role("button", name="Cancel booking").click()
    expect(block(second, "Freja Holm")).to_have_count(0, timeout=SOON)


def test_free_time_that_is_dragged_over_becomes_a_booking(
    screen: Page, second: Page, enter: Enter, owner: Actor, salon: Salon, freja: Booking
) -> None:
    desk = enter(screen, owner)
    enter(second, owner)
    opened(screen, desk)
    opened(second, desk)
    x, y = middle_of(block(screen, "Freja Holm"))
    drag(screen, (x + column_width(screen), y), (0, 2 * QUARTER))
    screen.get_by_label("Name, phone, e-mail or card no.").last.fill("Freja")
    screen.keyboard.press("Enter")
    screen.get_by_role("link", name="Freja Holm", exact=True).click()
    screen.get_by_label("Service").select_option(label="Haircut")
    screen.get_by_role("button", name="Show times").click()
    expect(screen.get_by_label("Another time")).to_have_value("10:00")
    screen.get_by_role("button", name="Book", exact=True).click()
    expect(screen.locator(".k-toasts")).to_contain_text("Booked: Freja Holm, Mon 16 Nov 2026 at 10:00")
    expect(block(second, "Freja Holm")).to_have_count(2, timeout=SOON)
    with scope(business=salon.business):
        assert Booking.objects.latest("id").employee_id == salon.mette.pk
    screen.get_by_role("button", name="Undo").click()
    expect(screen.locator(".k-toasts")).to_contain_text("Taken back: Freja Holm")
    expect(block(second, "Freja Holm")).to_have_count(1, timeout=SOON)


def test_of_two_who_drag_the_same_booking_one_is_told(
    screen: Page, second: Page, enter: Enter, owner: Actor, freja: Booking, accessible: Check
) -> None:
    desk = enter(screen, owner)
    enter(second, owner)
    opened(screen, desk)
    opened(second, desk)
    second.route("**/calendar/days/**", lambda route: route.abort())  # has not heard of it yet
    drag(screen, middle_of(block(screen, "Freja Holm")), (0, 4 * QUARTER))
    expect(screen.locator(".k-toasts")).to_contain_text("at 11:00")
    drag(second, middle_of(block(second, "Freja Holm")), (0, 8 * QUARTER))
    dialog = second.get_by_role("dialog")
    expect(dialog).to_contain_text("Somebody else has changed this in the meantime.")
    accessible(second)
    second.keyboard.press("Escape")
    second.unroute("**/calendar/days/**")
    at(second, "Freja Holm", "11:00", 10_000)


def test_over_an_appointment_and_out_of_hours_it_asks_for_a_reason(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, freja: Booking, eyes: Eyes
) -> None:
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business, "Anna", "Vinther"), MONDAY_10 + HOUR)
    opened(screen, enter(screen, owner))
    drag(screen, middle_of(block(screen, "Freja Holm")), (0, 4 * QUARTER))
    dialog = screen.get_by_role("dialog")
    expect(dialog).to_contain_text("Somebody else has this time.")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    eyes(screen, "calendar-squeeze")
    screen.keyboard.press("Escape")
    at(screen, "Freja Holm", "10:00")
    drag(screen, middle_of(block(screen, "Freja Holm")), (0, 4 * QUARTER))
    expect(dialog.get_by_label("Reason")).to_be_focused()
    screen.keyboard.type("She insists")
    dialog.get_by_role("button", name="Squeeze in").click()
    at(screen, "Freja Holm", "11:00")
    expect(screen.locator(".ec-event.squeezed")).to_have_count(1)


def test_the_week_and_the_list_stand_beside_it(
    screen: Page, phone: Page, enter: Enter, owner: Actor, freja: Booking, eyes: Eyes
) -> None:
    desk = enter(screen, owner)
    opened(screen, desk)
    screen.get_by_role("link", name="Week", exact=True).click()
    screen.locator("#ec[data-drawn]").wait_for()
    at(screen, "Freja Holm", "10:00")
    eyes(screen, "calendar-week")
    screen.get_by_role("link", name="List", exact=True).click()
    expect(screen.locator("#k-days")).to_contain_text("Freja Holm")
    eyes(screen, "calendar-list")
    screen.get_by_role("link", name=re.compile("Move… Freja Holm")).click()
    expect(screen.locator("h1")).to_have_text("Move the booking")
    enter(phone, owner)
    opened(phone, desk)
    eyes(phone, "calendar-narrow")


def test_a_browser_elsewhere_is_told_whose_times_these_are(
    chromium: Browser, enter: Enter, owner: Actor, freja: Booking
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, timezone_id="America/New_York")
    screen = opened(page := context.new_page(), enter(page, owner))
    expect(screen.locator("[data-zone-note]")).to_contain_text("Copenhagen")
    at(screen, "Freja Holm", "10:00")
    drag(screen, middle_of(block(screen, "Freja Holm")), (0, 4 * QUARTER))
    at(screen, "Freja Holm", "11:00")
    context.close()
