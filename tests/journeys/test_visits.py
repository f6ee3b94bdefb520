"""A receptionist books a haircut and colour after it as one visit, by keyboard, and loses nothing she typed."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import Salon, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.hours import make_week

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
        salon = make_salon(business)
        make_week(make_employee(business, "Nora Dahl", (make_service(business, "Colour", duration_minutes=60),)))
        return salon


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm")


@pytest.fixture
def eyes(accessible: Check, shoot: Shoot) -> Shoot:
    """For all eyes: axe, and a picture."""

    def look(page: Page, name: str) -> None:
        accessible(page)
        shoot(page, name)

    return look


@pytest.fixture(params=["screen", "phone"])
def page_at_desk(request: pytest.FixtureRequest, enter: Enter, receptionist: Actor) -> tuple[Page, str, str]:
    """A wide and a narrow page, signed in; the address of the desk, and a name for pictures."""
    page: Page = request.getfixturevalue(request.param)
    return page, enter(page, receptionist), request.param


def test_a_second_service_follows_the_first(
    page_at_desk: tuple[Page, str, str], salon: Salon, freja: Customer, eyes: Shoot
) -> None:
    page, desk, size = page_at_desk
    chosen = f"customer={freja.pk}&service={salon.service.pk}&employee={salon.jonas.pk}&on=2026-11-16"
    page.goto(f"{desk}bookings/new/?{chosen}")
    page.get_by_label("Internal note").fill("brings her dog")
    page.get_by_label("Another time").fill("16:00")
    page.get_by_role("button", name="Add another service").press("Enter")
    second = page.get_by_label("Service 2", exact=True)
    expect(second).to_be_focused()
    second.select_option(label="Colour")
    page.get_by_role("button", name="Show times").press("Enter")
    expect(page.get_by_text("Haircut 09:00 with Jonas Krog · Colour 09:45 with Nora Dahl")).to_be_visible()
    expect(page.get_by_label("Internal note")).to_have_value("brings her dog")
    expect(page.get_by_label("Another time")).to_have_value("16:00")
    eyes(page, f"visit-times-{size}")
    page.get_by_role("button", name="Book", exact=True).press("Enter")
    expect(page.get_by_text("Colour 16:45 with Nora Dahl: The time lies outside")).to_be_visible()
    expect(page.get_by_label("Internal note")).to_have_value("brings her dog")
    eyes(page, f"visit-refused-{size}")
    page.get_by_role("button", name="Add another service").press("Enter")
    expect(page.get_by_label("Service 3", exact=True)).to_be_focused()
    page.get_by_role("button", name="Remove service 3").press("Enter")
    expect(page.get_by_role("button", name="Add another service")).to_be_focused()
    expect(page.get_by_label("Internal note")).to_have_value("brings her dog")
    page.get_by_label("Another time").fill("")
    page.get_by_role("radio", name="09:00").check()
    page.get_by_role("button", name="Book", exact=True).press("Enter")
    expect(page.get_by_text("Booked: Freja Holm")).to_be_visible()
    with scope(business=salon.business):
        assert list(Booking.objects.order_by("starts_at").values_list("service__name", "internal_note")) == [
            ("Haircut", "brings her dog"),
            ("Colour", "brings her dog"),
        ]
