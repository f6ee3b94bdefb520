"""From an empty catalogue to somebody who can be booked: category, service, employee, hours, days away."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import make_booking, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.hours import make_week
from tests.personas import bearer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]


def test_owner_builds_the_catalogue(screen: Page, enter: Enter, owner: Actor, accessible: Check) -> None:
    screen.goto(f"{enter(screen, owner)}settings/services/")
    screen.get_by_role("link", name="New category…").click()
    dialog = screen.get_by_role("dialog")
    dialog.get_by_label("Name").press("Enter")
    expect(dialog.get_by_text("This field is required.")).to_be_visible()
    dialog.get_by_label("Name").fill("Hair")
    dialog.get_by_label("Name").press("Enter")
    expect(screen.get_by_role("link", name="Rename Hair…")).to_be_focused()

    screen.get_by_role("link", name="New service").click()
    screen.get_by_label("Name", exact=True).fill("Haircut 💇")
    screen.get_by_label("Category").select_option("Hair")
    screen.get_by_label("Duration, minutes").fill("45")
    screen.get_by_label("Price, DKK").fill("a lot")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("Write an amount such as 450.00.")).to_be_visible()
    expect(screen.get_by_label("Name", exact=True)).to_have_value("Haircut 💇")
    accessible(screen)
    screen.get_by_label("Price, DKK").fill("1.195,50")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("link", name="Haircut 💇", exact=True)).to_be_focused()
    expect(screen.get_by_text("DKK 1,195.50")).to_be_visible()

    screen.get_by_role("link", name="Employees").click()
    screen.get_by_role("link", name="New employee").click()
    screen.get_by_label("Name", exact=True).fill("Jonas Krog")
    screen.get_by_label("Haircut 💇", exact=True).check()
    screen.get_by_label("Haircut 💇, own duration in minutes").fill("60")
    accessible(screen)
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("heading", name="Week of Jonas Krog")).to_be_visible()
    offers = Client(headers=bearer(owner)).get("/api/v1/employees").json()["items"]
    assert [(each["name"], len(each["services"])) for each in offers] == [("Jonas Krog", 1)]


def test_week_is_typed_without_leaving_the_keyboard(
    screen: Page, enter: Enter, owner: Actor, business: Business, accessible: Check
) -> None:
    employee = make_employee(business)
    screen.goto(f"{enter(screen, owner)}settings/hours/{employee.pk}/")
    screen.get_by_role("button", name="Hours: add on Monday").press("Enter")
    expect(screen.get_by_label("Monday, Work from")).to_be_focused()
    screen.keyboard.type("9")
    screen.keyboard.press("Tab")
    screen.keyboard.type("17.30")
    screen.get_by_role("button", name="Break: add on Monday").press("Enter")
    expect(screen.get_by_label("Monday, Break from")).to_be_focused()
    screen.keyboard.type("8")
    screen.keyboard.press("Tab")
    screen.keyboard.type("9.30")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("A break must lie within the hours.")).to_be_visible()
    expect(screen.get_by_label("Monday, Work to")).to_have_value("17.30")
    accessible(screen)
    screen.get_by_label("Monday, Break from").fill("12")
    screen.get_by_label("Monday, Break to").fill("12.30")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("8 h a week.")).to_be_visible()
    screen.get_by_role("button", name="Monday: remove Break 12:00").click()
    expect(screen.get_by_label("Monday, Break from")).to_have_count(0)
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("8 h 30 min a week.")).to_be_visible()


def test_days_away_come_and_go_in_dialogs(
    screen: Page, enter: Enter, owner: Actor, business: Business, accessible: Check
) -> None:
    employee = make_employee(business)
    make_week(employee)
    screen.goto(f"{enter(screen, owner)}settings/hours/{employee.pk}/")
    screen.get_by_role("link", name="Away…").click()
    dialog = screen.get_by_role("dialog", name="Jonas Krog is away")
    accessible(screen)
    dialog.get_by_label("From", exact=True).fill("2099-12-24")
    dialog.get_by_label("Until and including").fill("2099-12-01")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("The last day lies before the first one.")).to_be_visible()
    dialog.get_by_label("Until and including").fill("2099-12-26")
    dialog.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("link", name="Away…")).to_be_focused()
    expect(screen.get_by_text("Thu 24 Dec 2099 – Sat 26 Dec 2099")).to_be_visible()
    screen.get_by_role("link", name="Change: Away, Thu 24 Dec 2099 – Sat 26 Dec 2099").click()
    expect(dialog).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("link", name="Change: Away, Thu 24 Dec 2099 – Sat 26 Dec 2099")).to_be_focused()
    screen.get_by_role("button", name="Delete: Away, Thu 24 Dec 2099 – Sat 26 Dec 2099").click()
    expect(screen.get_by_text("Thu 24 Dec 2099 – Sat 26 Dec 2099")).to_have_count(0)


def test_without_scripts_a_row_is_added_by_the_server(
    plain_phone: Page, enter: Enter, owner: Actor, business: Business
) -> None:
    employee, page = make_employee(business), plain_phone
    make_service(business)
    page.goto(f"{enter(page, owner)}settings/hours/{employee.pk}/")
    page.get_by_role("button", name="Hours: add on Sunday").click()
    page.get_by_label("Sunday, Work from").fill("10")
    page.get_by_label("Sunday, Work to").fill("24")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("14 h a week.")).to_be_visible()
    page.get_by_role("link", name="Away…").click()
    page.get_by_label("From", exact=True).fill("2099-12-24")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thu 24 Dec 2099")).to_be_visible()


def test_bookings_outside_new_hours_are_shown_before_saving(
    screen: Page, enter: Enter, owner: Actor, business: Business, accessible: Check
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        make_booking(salon, make_customer(business), datetime(2099, 11, 16, 9, tzinfo=UTC))
    screen.goto(f"{enter(screen, owner)}settings/hours/{salon.jonas.pk}/")
    screen.get_by_label("Monday, Work from").fill("13")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("alert")).to_be_focused()
    expect(screen.get_by_role("alert")).to_contain_text("1 booking lies outside the new hours.")
    accessible(screen)
    screen.get_by_role("button", name="Save anyway").click()
    expect(screen.get_by_text("36 h a week.")).to_be_visible()


def test_bookings_in_a_time_away_are_shown_in_its_dialog(
    screen: Page, enter: Enter, owner: Actor, business: Business, accessible: Check, shoot: Callable[[Page, str], None]
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        make_booking(salon, make_customer(business), datetime(2099, 11, 16, 9, tzinfo=UTC))
    screen.goto(f"{enter(screen, owner)}settings/hours/{salon.jonas.pk}/")
    screen.get_by_role("link", name="Away…").click()
    dialog = screen.get_by_role("dialog", name="Jonas Krog is away")
    dialog.get_by_label("From", exact=True).fill("2099-11-16")
    dialog.get_by_label("Note").fill("Tandlæge")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_be_focused()
    expect(dialog.get_by_role("alert")).to_contain_text("1 booking lies outside the new hours.")
    accessible(screen)
    shoot(screen, "hours-away-outside")
    dialog.get_by_role("button", name="Back", exact=True).click()
    expect(dialog.get_by_role("alert")).to_have_count(0)
    expect(dialog.get_by_label("Note")).to_have_value("Tandlæge")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Save anyway").click()
    expect(screen.get_by_text("Mon 16 Nov 2099")).to_be_visible()
