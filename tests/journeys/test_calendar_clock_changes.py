"""A week in which the clocks change shows and books by the clock on the wall."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Locator, Page, expect
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.hours import make_hours

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
QUARTER = 18  # px
# The Saturday before the change at ten on the wall, the Sunday after it at ten and at eleven: an hour's difference.
CHANGES = {
    "back": (datetime(2026, 10, 24, 8, tzinfo=UTC), datetime(2026, 10, 25, 9, tzinfo=UTC)),
    "forward": (datetime(2027, 3, 27, 9, tzinfo=UTC), datetime(2027, 3, 28, 8, tzinfo=UTC)),
}


@pytest.fixture
def salon(business: Business) -> Salon:
    """Open at the weekend too, at night even."""
    with scope(business=business):
        salon = make_salon(business)
        for weekday in (5, 6):
            make_hours(salon.jonas, weekday, "00:00", "17:00")
        return salon


def block(screen: Page, name: str) -> Locator:
    return screen.locator(".ec-event:not(.ec-bg-event)", has_text=name)


def drag(screen: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    x, y = start
    screen.mouse.move(x, y)
    screen.mouse.down()
    screen.mouse.move(x + by[0] / 2, y + by[1] / 2 + 3, steps=5)
    screen.mouse.move(x + by[0], y + by[1], steps=5)
    screen.mouse.up()


@pytest.mark.parametrize("change", CHANGES)
def test_the_wall_clock_holds_on_both_sides_of_a_change(
    screen: Page,
    enter: Enter,
    owner: Actor,
    salon: Salon,
    at: Callable[[str], datetime],
    change: str,
) -> None:
    saturday, sunday = CHANGES[change]
    at((saturday - timedelta(days=4)).isoformat())
    with scope(business=salon.business):
        before = make_booking(salon, make_customer(salon.business, "Freja", "Holm"), saturday)
        make_booking(salon, make_customer(salon.business, "Anna", "Vinther"), sunday)
    desk = enter(screen, owner)
    screen.goto(f"{desk}calendar/?view=week&on={sunday.date()}")
    screen.locator("#ec[data-drawn]").wait_for()
    for name in ("Freja Holm", "Anna Vinther"):
        expect(block(screen, name).locator("small")).to_contain_text("10:00")
    boxes = [block(screen, name).bounding_box() for name in ("Freja Holm", "Anna Vinther")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]  # ten stands beside ten

    across = boxes[1]["x"] - boxes[0]["x"]
    drag(screen, (boxes[0]["x"] + 20, boxes[0]["y"] + 9), (across, 4 * QUARTER))
    expect(block(screen, "Freja Holm").locator("small")).to_contain_text("11:00")
    before.refresh_from_db()
    assert before.starts_at == sunday.replace(hour=sunday.hour + 1)

    screen.goto(f"{desk}bookings/new/?customer={before.customer_id}&service={salon.service.pk}&on={sunday.date()}")
    screen.get_by_label("Another time").fill("12:15")
    screen.get_by_role("button", name="Book", exact=True).click()
    expect(screen.locator(".k-toasts")).to_contain_text("at 12:15")
    with scope(business=salon.business):
        assert Booking.objects.latest("id").starts_at == sunday.replace(hour=sunday.hour + 2, minute=15)


def test_an_hour_that_is_left_out_cannot_be_booked(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, at: Callable[[str], datetime]
) -> None:
    at("2027-03-23T09:00:00+00:00")
    with scope(business=salon.business):
        card = make_customer(salon.business, "Freja", "Holm")
    desk = enter(screen, owner)
    address = f"{desk}bookings/new/?customer={card.pk}&service={salon.service.pk}&on=2027-03-28"
    screen.goto(address)
    expect(screen.get_by_text("01:15", exact=False).first).to_be_visible()
    assert "02:30" not in screen.locator("main").inner_text()
    screen.get_by_label("Another time").fill("02:30")
    screen.get_by_role("button", name="Book", exact=True).click()
    expect(screen.get_by_text("There is no such time on that day: the clocks go forward.")).to_be_visible()
    expect(screen.get_by_label("Another time")).to_have_value("02:30")
    with scope(business=salon.business):
        assert not Booking.objects.exists()
