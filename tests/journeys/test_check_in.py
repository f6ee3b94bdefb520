"""Does the door keep up with a scanner that never touches the mouse, for all eyes?"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.access import make_settings
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.check_ins import lock_card
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.businesses.models import Business
from kartotek.kernel import clock
from kartotek.plumbing.readiness import WORKER, beat

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def door(business: Business) -> Business:
    """Ten customers come, the third is locked."""
    beat(WORKER, now=clock.now())
    with scope(business=business):
        salon = make_salon(business)
        for place in range(10):
            card = make_customer(
                business, f"Guest{place}", number=str(20000 + place), important_note="PPD allergy" if place == 0 else ""
            )
            if place == 2:
                lock_card(card, "Consent form is missing", starts_at=None, ends_at=None)
            if place == 0:
                make_booking(salon, card, clock.now() + timedelta(hours=1))
    return business


def attempts(business: Business) -> list[tuple[str, bool]]:
    with scope(business=business):
        return list(CheckIn.objects.order_by("id").values_list("card_number", "is_admitted"))


def test_ten_quick_scans_are_answered_in_order_and_none_is_lost(
    screen: Page, enter: Enter, receptionist: Actor, door: Business
) -> None:
    desk = enter(screen, receptionist)
    screen.goto(desk)
    screen.keyboard.press("g")
    screen.keyboard.press("i")
    field = screen.get_by_label("Scan or type the card number")
    expect(field).to_be_focused()
    for place in range(10):
        screen.keyboard.type(f"{20000 + place}\n")
    expect(screen.get_by_role("heading", name="Welcome, Guest9")).to_be_visible()
    assert attempts(door) == [(str(20000 + place), place != 2) for place in range(10)]
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    screen.locator("h1").click()  # a click beside everything leads back
    screen.keyboard.type("20002\n")
    expect(screen.get_by_role("heading", name="Please see reception")).to_be_visible()
    expect(screen.get_by_text("Consent form is missing")).to_have_count(0)
    expect(screen.get_by_text("Let in anyway…")).to_have_count(0)


def test_green_goes_and_red_stays(screen: Page, enter: Enter, receptionist: Actor, door: Business) -> None:
    screen.clock.install()
    screen.goto(enter(screen, receptionist) + "check-in/")
    screen.keyboard.type("20000\n")
    expect(screen.get_by_role("heading", name="Welcome, Guest0")).to_be_visible()
    expect(screen.get_by_text("PPD allergy")).to_be_visible()
    screen.clock.run_for(8500)
    expect(screen.get_by_role("heading", name="Ready")).to_be_visible()
    screen.keyboard.type("20002\n")
    expect(screen.get_by_role("heading", name="Please see reception")).to_be_visible()
    screen.clock.run_for(60_000)
    expect(screen.get_by_role("heading", name="Please see reception")).to_be_visible()


def test_a_locked_customer_is_let_in_with_a_reason_and_a_scan_is_no_reason(
    screen: Page, enter: Enter, administrator: Actor, door: Business
) -> None:
    with scope(business=door):
        make_settings(door, check_in_shows_reason=True)
    screen.goto(enter(screen, administrator) + "check-in/")
    for wrong in ("20001\n", ""):
        screen.keyboard.type("20002\n")
        expect(screen.get_by_text("The customer is locked: Consent form is missing.")).to_be_visible()
        screen.keyboard.press("Shift+Tab")
        screen.get_by_text("Let in anyway…").press("Enter")
        reason = screen.get_by_label("Reason", exact=True)
        expect(reason).to_be_focused()
        if wrong:
            screen.keyboard.type(wrong)
            expect(screen.get_by_role("heading", name="Welcome, Guest1")).to_be_visible()
    reason.fill("Signed at the desk")
    reason.press("Enter")
    expect(screen.get_by_role("heading", name="Welcome, Guest2")).to_be_visible()
    assert attempts(door)[-2:] == [("20002", False), ("20002", True)]
    expect(screen.get_by_label("Scan or type the card number")).to_be_focused()


def test_when_nothing_comes_back_the_number_stays(
    screen: Page, enter: Enter, receptionist: Actor, door: Business, faults: list[str]
) -> None:
    screen.goto(enter(screen, receptionist) + "check-in/")
    screen.route("**/check-in/", lambda route: route.abort())
    screen.keyboard.type("20000\n")
    expect(screen.get_by_role("heading", name="No answer")).to_be_visible()
    expect(screen.get_by_label("Scan or type the card number")).to_have_value("20000")
    screen.unroute("**/check-in/")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="Welcome, Guest0")).to_be_visible()
    faults.clear()


def test_without_scripts_it_works_too(plain_phone: Page, enter: Enter, owner: Actor, door: Business) -> None:
    plain_phone.goto(enter(plain_phone, owner) + "check-in/")
    plain_phone.get_by_label("Scan or type the card number").fill("20002")
    plain_phone.get_by_role("button", name="Check in").click()
    expect(plain_phone.get_by_role("heading", name="Please see reception")).to_be_visible()
    plain_phone.get_by_text("Let in anyway…").click()
    plain_phone.get_by_label("Reason", exact=True).fill("Signed")
    plain_phone.get_by_role("button", name="Let in", exact=True).click()
    expect(plain_phone.get_by_role("heading", name="Welcome, Guest2")).to_be_visible()
    assert attempts(door) == [("20002", False), ("20002", True)]


def test_the_door_is_for_all_eyes(
    screen: Page, enter: Enter, owner: Actor, door: Business, accessible: Check, shoot: Shoot
) -> None:
    with scope(business=door):
        make_settings(door, check_in_shows_reason=True)
        for name in ("Havnegade", "Vesterbro"):
            make_location(door, name)
    desk = enter(screen, owner)
    screen.goto(desk + "check-in/")
    accessible(screen)
    screen.get_by_text("Which location?").click()
    accessible(screen)
    screen.get_by_role("link", name="Vesterbro").click()
    expect(screen).to_have_url(re.compile("location="))
    expect(screen.get_by_role("textbox")).to_be_focused()
    for number, heading in (("20000", "Welcome, Guest0"), ("77", "Card not found"), ("20002", "Please see reception")):
        screen.keyboard.type(f"{number}\n")
        expect(screen.get_by_role("heading", name=heading)).to_be_visible()
        accessible(screen)
    screen.get_by_text("Let in anyway…").click()
    accessible(screen)
    shoot(screen, "check-in")
    for path in ("check-in/list/", "check-in/list/?last=2020-01-01", "settings/check-in/"):
        screen.goto(desk + path)
        accessible(screen)
