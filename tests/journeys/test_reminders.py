"""The help article “Hvordan opsætter jeg en påmindelse hos kunden?”, step by step: administrator, and inspector."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.factories.customers import make_customer
from tests.factories.reminders import make_type

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business, Membership
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]


@pytest.fixture
def sofie(business: Business, area: Area, settings: Settings) -> Customer:
    """She belongs to the inspector's area; a contract is what one is reminded of. Text messages are set up."""
    settings.SMS_URL = "json://127.0.0.1:9/"
    make_type(business, "Contract")
    with scope(business=business):
        return make_customer(business, "Sofie", "Bjerregaard", area=area)


@pytest.fixture
def viggo(business: Business, other_area: Area) -> Customer:
    """He belongs to another area."""
    with scope(business=business):
        return make_customer(business, "Viggo", "Skov", area=other_area)


@pytest.fixture(autouse=True)
def with_phones(administrator: Actor, inspector: Actor, business: Business) -> None:
    """Whoever is told by text message has a number."""
    with scope(business=business):
        Membership.objects.update(phone="+4522550114")


def in_days(days: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"


def open_form(screen: Page, desk: str) -> None:
    """Gå til Kunder, find the customer in the list, click her reminder, then Opret påmindelse."""
    screen.goto(desk)
    screen.get_by_role("navigation").get_by_role("link", name="Customers").first.click()
    row = screen.get_by_role("row").filter(has_text="Sofie Bjerregaard")
    row.get_by_role("link", name="Reminders of Sofie Bjerregaard").click()
    screen.locator("#new-reminder").click()
    expect(screen.locator("h1")).to_have_text("New reminder")


def fill_in(screen: Page) -> None:
    """Every field of the article: name, date, type with a new one, text, repetition, every, end, way, recipients."""
    screen.fill("[name=name]", "Renew the contract")
    screen.fill("[name=starts_on]", in_days(10))
    screen.locator("#new-type").click()
    screen.fill("#id_new_type", "Insurance")
    screen.get_by_role("button", name="Add", exact=True).click()
    expect(screen.locator("#id_type_id option:checked")).to_have_text("Insurance")
    screen.fill("[name=text]", "Ring before the end of the month")
    for repeat in ("Daily", "Weekly", "Yearly", "Monthly"):
        screen.locator("label", has_text=re.compile(f"^{repeat}$")).click()
        expect(screen.locator("#reminder-dates li")).to_have_count(5)
    screen.fill("[name=every]", "2")
    screen.locator("label", has_text=re.compile("^On$")).last.click()
    screen.fill("[name=ends_on]", in_days(900))
    screen.locator("[name=channel][value=email_sms]").check(force=True)
    screen.locator("[name=recipients][value=both]").check(force=True)


def walk(screen: Page, desk: str, accessible: Check) -> None:
    """Create, edit and delete; what is deleted is gone at once."""
    open_form(screen, desk)
    fill_in(screen)
    accessible(screen)
    screen.get_by_role("button", name="Create reminder").click()
    line = screen.locator(".k-list li").filter(has_text="Renew the contract")
    expect(line).to_contain_text("Insurance")
    expect(line).to_contain_text("Ring before the end of the month")
    accessible(screen)

    line.get_by_role("link", name="Edit Renew the contract").click()
    screen.fill("[name=name]", "Renew the insurance")
    screen.get_by_role("button", name="Save").click()
    line = screen.locator(".k-list li").filter(has_text="Renew the insurance")
    expect(line).to_have_count(1)

    line.get_by_role("link", name=re.compile("^Delete Renew the insurance")).click()
    screen.locator("#m-delete").get_by_role("button", name="Delete").click()
    expect(screen.locator(".k-list li").filter(has_text="Renew the insurance")).to_have_count(0)


def test_the_administrator_follows_the_article(
    screen: Page, enter: Enter, administrator: Actor, sofie: Customer, accessible: Check
) -> None:
    walk(screen, enter(screen, administrator), accessible)


def test_an_inspector_follows_it_in_her_own_area(
    screen: Page, enter: Enter, inspector: Actor, sofie: Customer, accessible: Check
) -> None:
    walk(screen, enter(screen, inspector), accessible)


def test_an_inspector_does_not_meet_a_customer_of_another_area(
    screen: Page, enter: Enter, inspector: Actor, sofie: Customer, viggo: Customer
) -> None:
    desk = enter(screen, inspector)
    screen.goto(f"{desk}customers/")
    expect(screen.get_by_role("row").filter(has_text="Sofie Bjerregaard")).to_have_count(1)
    expect(screen.get_by_role("row").filter(has_text="Viggo Skov")).to_have_count(0)
    for part in ("", "reminders/", "reminders/new/"):
        answer = screen.request.get(f"{desk}customers/{viggo.pk}/{part}")
        assert answer.status == 404
