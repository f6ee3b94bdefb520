"""Booking by keyboard alone: a known customer in at most twelve keys, a new one in at most twenty-five."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.catalog import make_offer, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        made = make_salon(business)
        make_offer(made.jonas, make_service(business, "Beard trim"))
        return made


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        customer = make_customer(salon.business, "Freja", "Holm", important_note="PPD allergy.")
        make_booking(salon, customer)
        make_customer(salon.business, "Frederik", "Skov")
        return customer


@pytest.fixture
def eyes(accessible: Check, shoot: Shoot) -> Shoot:
    """For all eyes: a picture, and axe."""

    def look(page: Page, name: str) -> None:
        shoot(page, name)
        accessible(page)

    return look


class Keys:
    """Somebody who only has a keyboard: every key is counted, and none waits for the page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.pressed += 1

    def write(self, text: str) -> None:
        self.press(*text)

    def is_at(self, element: str) -> None:
        """The focus is where the next key belongs."""
        expect(self._page.locator(f"#{element}")).to_be_focused()


def bookings(salon: Salon, name: str) -> list[Booking]:
    with scope(business=salon.business):
        return list(Booking.objects.filter(customer__first_name=name).order_by("pk"))


def test_a_known_customer_is_booked_in_at_most_twelve_keys(
    screen: Page, enter: Enter, receptionist: Actor, salon: Salon, freja: Customer, eyes: Shoot
) -> None:
    screen.goto(enter(screen, receptionist) + "calendar/")
    keys = Keys(screen)
    keys.press("n")
    keys.is_at("qb-typed")
    keys.write("freja")
    expect(screen.locator("#qb-list")).to_contain_text("Freja Holm")
    eyes(screen, "quick-book-who")
    keys.press("Enter")
    expect(screen.get_by_text("Which service?")).to_be_visible()
    keys.is_at("qb-typed")
    expect(screen.get_by_text("PPD allergy.")).to_be_visible()
    expect(screen.locator("[role=option]").first).to_contain_text("booked last")
    eyes(screen, "quick-book-what")
    keys.press("Enter")
    expect(screen.get_by_text("When?")).to_be_visible()
    keys.is_at("qb-typed")
    eyes(screen, "quick-book-when")
    keys.press("Enter")
    expect(screen.locator(".k-toast")).to_contain_text("Booked: Freja Holm")
    keys.is_at("k-new-booking")
    assert keys.pressed <= 12
    assert [one.service.name for one in bookings(salon, "Freja")] == ["Haircut", "Haircut"]


def test_fingers_that_are_faster_than_the_lists_lose_nothing(
    screen: Page, enter: Enter, receptionist: Actor, salon: Salon, freja: Customer
) -> None:
    screen.goto(enter(screen, receptionist) + "calendar/")
    keys = Keys(screen)
    keys.press("n")
    keys.is_at("qb-typed")
    keys.write("skov")
    keys.press("Enter")
    screen.get_by_text("Which service?").wait_for()
    keys.is_at("qb-typed")
    keys.write("beard")
    keys.press("Enter")
    screen.get_by_text("When?").wait_for()
    keys.is_at("qb-typed")
    keys.write("tue 11")
    keys.press("Enter")
    expect(screen.locator(".k-toast")).to_contain_text("Booked: Frederik Skov, Tue 17 Nov 2026 at 11:00")
    [made] = bookings(salon, "Frederik")
    assert (made.service.name, made.employee.name) == ("Beard trim", "Jonas Krog")


def test_a_new_customer_is_booked_in_at_most_twenty_five_keys(
    screen: Page, enter: Enter, receptionist: Actor, salon: Salon, eyes: Shoot
) -> None:
    screen.goto(enter(screen, receptionist) + "calendar/")
    keys = Keys(screen)
    keys.press("n")
    keys.is_at("qb-typed")
    keys.write("Ida Lund")
    keys.press("Enter")
    keys.is_at("id_phone")
    expect(screen.get_by_label("First name")).to_have_value("Ida")
    expect(screen.get_by_label("Last name")).to_have_value("Lund")
    eyes(screen, "quick-book-new")
    keys.write("22550114")
    keys.press("Enter")
    screen.get_by_text("Which service?").wait_for()
    keys.is_at("qb-typed")
    keys.press("Enter")
    screen.get_by_text("When?").wait_for()
    keys.is_at("qb-typed")
    keys.press("Enter")
    expect(screen.locator(".k-toast")).to_contain_text("Booked: Ida Lund")
    assert keys.pressed <= 25
    [made] = bookings(salon, "Ida")
    assert made.customer.phone == "+4522550114"


def test_a_lock_asks_for_a_reason_and_backspace_goes_back(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, freja: Customer, eyes: Shoot
) -> None:
    with scope(business=salon.business):
        make_lock(freja, reason=make_lock_reason(salon.business, "Unpaid bill"))
    screen.goto(enter(screen, owner) + f"customers/{freja.pk}/")
    keys = Keys(screen)
    keys.press("n")
    screen.get_by_text("Which service?").wait_for()
    expect(screen.locator("#quick-book")).to_contain_text("Unpaid bill")
    keys.is_at("qb-typed")
    keys.press("Backspace")
    screen.get_by_text("Who is it for?").wait_for()
    keys.is_at("qb-typed")
    keys.write("freja")
    keys.press("Enter")
    screen.get_by_text("Which service?").wait_for()
    keys.is_at("qb-typed")
    keys.press("Enter")
    screen.get_by_text("When?").wait_for()
    keys.is_at("qb-typed")
    keys.press("Enter")
    keys.is_at("id_override_reason")
    expect(screen.get_by_role("alert")).to_contain_text("The customer is locked: Unpaid bill.")
    eyes(screen, "quick-book-reason")
    keys.write("Paid at the desk.")
    keys.press("Enter")
    expect(screen.locator(".k-toast")).to_contain_text("Booked: Freja Holm")
    assert bookings(salon, "Freja")[-1].override_reason == "Paid at the desk."


def test_escape_leaves_and_nothing_is_booked(
    screen: Page, enter: Enter, receptionist: Actor, salon: Salon, freja: Customer
) -> None:
    screen.goto(enter(screen, receptionist) + "calendar/")
    keys = Keys(screen)
    keys.press("n")
    keys.is_at("qb-typed")
    keys.write("freja")
    keys.press("Escape")
    keys.is_at("k-new-booking")
    expect(screen.locator("dialog[open]")).to_have_count(0)
    assert len(bookings(salon, "Freja")) == 1
