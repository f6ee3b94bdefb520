"""The owner asks one thing more; a customer answers it on her phone; it stands on the booking."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.booking import make_booking, make_salon
from tests.factories.catalog import make_extra_field
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


def test_owner_asks_one_thing_more(
    screen: Page, enter: Enter, owner: Actor, accessible: Check, shoot: Shoot, business: Business
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        booking = make_booking(salon, make_customer(business))
    home = enter(screen, owner)
    screen.goto(f"{home}settings/extra-fields/")
    accessible(screen)
    screen.get_by_role("link", name="New field").click()
    accessible(screen)
    shoot(screen, "extra-field-new")
    screen.get_by_label("Choice", exact=True).check()
    screen.get_by_role("group", name="Question").get_by_role("textbox").first.fill("Længde")
    screen.get_by_label("Customers must answer").check()
    screen.get_by_label("Haircut").check()
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("List at least one choice.")).to_be_visible()
    screen.get_by_role("group", name="Choices").get_by_role("textbox").first.fill("Kort\nLangt")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("link", name="Længde", exact=True)).to_be_focused()
    accessible(screen)
    shoot(screen, "extra-fields")
    screen.goto(f"{home}bookings/{booking.pk}/")
    expect(screen.get_by_text("Not answered yet:")).to_be_visible()
    screen.get_by_label("Længde").select_option("Langt")
    accessible(screen)
    shoot(screen, "extra-fields-booking")
    screen.get_by_role("button", name="Save notes").click()
    expect(screen.get_by_text("Not answered yet:")).to_have_count(0)
    screen.goto(f"{home}settings/extra-fields/")
    screen.get_by_role("link", name="Delete Længde…").click()
    screen.get_by_role("button", name="Delete field").click()
    expect(screen.get_by_text("Nothing is asked yet")).to_be_visible()
    screen.goto(f"{home}bookings/{booking.pk}/")
    expect(screen.get_by_text("Langt")).to_be_visible()


def test_customer_answers_on_her_phone(
    phone: Page, business: Business, live_server: LiveServer, accessible: Check, shoot: Shoot
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        make_extra_field(salon.service, "How long is your hair?", is_required=True)
        make_extra_field(salon.service, "Have you been here before?", kind="yes_no", is_required=True)
        choices = [{"en": "Quiet"}, {"en": "Lively"}]
        make_extra_field(salon.service, "Your seat", kind="choice", choices=choices)
    phone.goto(f"{live_server.url}/havnegade/")
    for _ in range(2):
        phone.locator("label.k-pick").first.click()
        phone.locator(".k-sticky .primary").click()
    phone.locator("a.k-day").nth(2).click()
    phone.locator("label.k-slot").first.click()
    phone.locator(".k-sticky .primary").click()
    phone.fill("[name=first_name]", "Freja")
    phone.fill("[name=email]", "freja.holm@example.com")
    accessible(phone)
    shoot(phone, "extra-fields-phone")
    phone.locator(".k-sticky .primary").click()
    expect(phone.get_by_text("This field is required.").first).to_be_visible()
    phone.get_by_label("How long is your hair?").fill("To the shoulders")
    phone.get_by_label("Yes").check()
    phone.get_by_label("Your seat").select_option("Quiet")
    phone.locator(".k-sticky .primary").click()
    expect(phone.get_by_text("To the shoulders")).to_be_visible()
    accessible(phone)
    shoot(phone, "extra-fields-check")
    phone.locator(".k-sticky .primary").click()
    expect(phone.locator("h1")).to_have_text("You’re booked")
    with scope(business=business):
        answers = Booking.objects.get().extra_fields
    assert [one["value"] for one in answers] == ["To the shoulders", True, "Quiet"]
