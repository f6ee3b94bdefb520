"""The rest of the desk for all eyes, a booking by staff with the keyboard alone, and the picture in the README."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import PASSWORD, make_area, make_location
from tests.factories.customers import make_customer
from tests.personas import membership_of

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.businesses.actions import invite_staff
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import Role, StaffDetails
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerChanges
from kartotek.kernel import clock
from kartotek.plumbing.readiness import WORKER, beat

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "use" / "card.png"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    """At the limit of two, with one booking that waits for approval."""
    beat(WORKER, now=clock.now())
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=2)
        card = make_customer(
            salon.business,
            email="sofie.b@example.com",
            phone="+4531550124",
            language="da",
            important_note="PPD allergy",
        )
        monday = clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
        monday += timedelta(days=14 - monday.weekday())
        make_booking(salon, card, monday)
        make_booking(salon, card, monday + timedelta(hours=50), status=Status.PENDING.value, employee=salon.mette)
        return card


def test_days_and_bookings_are_accessible(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, sofie: Customer
) -> None:
    desk = enter(screen, owner)
    screen.goto(desk)
    accessible(screen)
    with scope(business=sofie.business):
        first, waiting = sofie.bookings.order_by("starts_at")
    for path in (
        f"?on={first.starts_at.date()}",
        f"bookings/{waiting.pk}/",
        f"bookings/{waiting.pk}/decline/",
        f"bookings/{first.pk}/move/?on={first.starts_at.date()}",
        f"bookings/new/?customer={sofie.pk}&service={first.service_id}&on={first.starts_at.date()}",
    ):
        screen.goto(f"{desk}{path}")
        accessible(screen)
    screen.goto(f"{desk}bookings/{first.pk}/")
    screen.get_by_role("link", name="Cancel booking…").click()
    expect(screen.get_by_role("dialog")).to_be_visible()
    accessible(screen)
    with scope(business=sofie.business):
        Customer.objects.filter(pk=sofie.pk).update(max_future_bookings=0)
    screen.goto(f"{desk}bookings/{waiting.pk}/")
    screen.get_by_role("button", name="Approve").click()
    expect(screen.get_by_text("max coming bookings is 0")).to_be_visible()
    accessible(screen)


def test_settings_of_the_business_are_accessible(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, receptionist: Actor, salon: Salon
) -> None:
    with scope(business=salon.business):
        make_area(salon.business)
        make_location(salon.business)
    desk = enter(screen, owner)
    person = membership_of(receptionist).pk
    for path in ("", "places/", "staff/", f"staff/{person}/", "tokens/", "employees/", f"employees/{salon.jonas.pk}/"):
        screen.goto(f"{desk}settings/{path}")
        accessible(screen)


def test_the_account_and_what_is_not_there_are_accessible(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, sofie: Customer, live_server: LiveServer
) -> None:
    with scope(business=sofie.business):
        details = StaffDetails(email="kim@example.com", name="Kim Holm", role=Role.RECEPTIONIST)
        invited = invite_staff(actor=owner, now=clock.now(), business_id=sofie.business_id, details=details)
    for page in ("login/", f"invitation/{invited.secret}/"):
        screen.goto(f"{live_server.url}/accounts/{page}")
        expect(screen.locator("form").first).to_be_visible()
        accessible(screen)
    desk = enter(screen, owner)
    for page in ("password/reset/", "2fa/", "password/change/", "2fa/totp/activate/"):
        screen.goto(f"{live_server.url}/accounts/{page}")
        accessible(screen)
    screen.goto(f"{desk}customers/999999/")
    expect(screen.get_by_role("heading", name="There is nothing here")).to_be_visible()
    accessible(screen)


def test_a_second_factor_that_is_in_use_is_accessible(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, live_server: LiveServer
) -> None:
    user = membership_of(owner).user
    user.set_password(PASSWORD)
    user.save()
    enter(screen, owner)
    screen.goto(f"{live_server.url}/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/")
    accessible(screen)
    screen.locator("input[name=password]").fill(PASSWORD)
    with screen.expect_navigation():
        screen.keyboard.press("Enter")
    expect(screen).to_have_url(re.compile("totp/activate"))
    accessible(screen)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    for page in ("2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/new/"):
        screen.goto(f"{live_server.url}/accounts/{page}")
        expect(screen).to_have_url(re.compile(page))
        accessible(screen)


def test_staff_book_with_the_keyboard_alone(screen: Page, enter: Enter, receptionist: Actor, sofie: Customer) -> None:
    screen.goto(enter(screen, receptionist))
    keys = screen.keyboard
    screen.goto(f"{screen.url.rstrip('/')}/bookings/new/")
    expect(screen.locator("#who")).to_be_focused()
    keys.type("bjerreg")
    enter_key(screen)
    tab_to(screen, "Sofie Bjerregaard")
    enter_key(screen)
    tab_to(screen, "Service")
    keys.type("Hair")
    tab_to(screen, "Date")
    day = clock.now().date() + timedelta(days=21 - clock.now().weekday())
    screen.get_by_label("Date", exact=True).fill(day.isoformat())
    tab_to(screen, "Show times")
    enter_key(screen)
    expect(screen.get_by_text("09:00", exact=False).first).to_be_visible()
    tab_to(screen, "09:00, ")
    keys.press("Space")
    tab_to(screen, "Book")
    enter_key(screen)
    expect(screen.get_by_role("alert")).to_contain_text("This goes against the rules.")
    tab_to(screen, "Reason")
    keys.type("She asked on the phone")
    tab_to(screen, "Book")
    enter_key(screen)
    expect(screen.get_by_text("Against the rules")).to_be_visible()
    expect(screen.locator(".k-toasts")).to_contain_text("Booked: Sofie Bjerregaard")


def enter_key(screen: Page) -> None:
    """Press Enter, and wait for the page it leads to."""
    with screen.expect_navigation():
        screen.keyboard.press("Enter")


def tab_to(screen: Page, name: str) -> None:
    """Press Tab until what carries this name has the focus."""
    script = """() => { const at = document.activeElement; const label = at.labels && at.labels[0];
        return (label ? label.textContent : at.textContent).trim().replace(/\\s+/g, ' '); }"""
    for _ in range(60):
        screen.keyboard.press("Tab")
        if str(screen.evaluate(script)).startswith(name):
            return
    pytest.fail(f"{name} cannot be reached by Tab")


@pytest.mark.skipif(os.environ.get("KARTOTEK_PICTURES") != "1", reason="writes a file of the repository")
def test_the_picture_of_the_card(
    screen: Page, enter: Enter, owner: Actor, receptionist: Actor, salon: Salon, sofie: Customer
) -> None:
    changes = CustomerChanges(
        max_future_bookings=2, limit_reason="Holds many times and cancels all but one", note="Oat milk"
    )
    with scope(business=salon.business):
        edit_customer(
            business=salon.business, actor=receptionist, now=clock.now(), customer_id=sofie.pk, changes=changes
        )
        for weeks, status in ((4, Status.COMPLETED), (9, Status.NO_SHOW), (13, Status.COMPLETED)):
            make_booking(salon, sofie, clock.now() - timedelta(weeks=weeks), status=status.value)
    screen.goto(f"{enter(screen, owner)}customers/{sofie.pk}/")
    expect(screen.locator("#k-access")).to_contain_text("2 of 2")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    screen.screenshot(path=PICTURE)
