"""Can staff print a letter from the card and letters for a list, with the keyboard, and see how far they are?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.jobs import print_letters
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import LetterRun

pytestmark = pytest.mark.journey

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def sofie(business: Business) -> Customer:
    with scope(business=business):
        customer = make_customer(business, first_name="Sofie", last_name="Lund", language="en")
        make_booking(make_salon(business), customer, datetime.now(UTC) + timedelta(days=7))
        return customer


def test_a_letter_is_written_on_the_card(
    screen: Page, receptionist: Actor, sofie: Customer, enter: Enter, accessible: Check, shoot: Shoot
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/{sofie.pk}/messages/")
    screen.get_by_role("link", name="Letter").press("Enter")
    screen.get_by_role("link", name="Message of your own").press("Enter")
    text = screen.get_by_role("textbox", name="Text")
    text.fill("Dear [LASTNAM]")
    with screen.context.expect_page() as opened:
        screen.get_by_role("button", name="Open as a PDF").press("Enter")
    expect(opened.value.get_by_text("Line 1, column 6")).to_be_visible()
    expect(opened.value.get_by_role("textbox", name="Text")).to_have_value("Dear [LASTNAM]")
    accessible(opened.value)
    opened.value.close()
    text.fill("Dear [LASTNAME]")
    shoot(screen, "letter")
    accessible(screen)
    with screen.context.expect_event("response", lambda answer: answer.request.method == "POST") as answered:
        screen.get_by_role("button", name="Open as a PDF").press("Enter")
    assert answered.value.headers["content-type"] == "application/pdf"


def test_coming_bookings_stand_on_a_sheet(
    screen: Page, receptionist: Actor, sofie: Customer, enter: Enter, accessible: Check, shoot: Shoot
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/{sofie.pk}/bookings/")
    screen.get_by_role("link", name="Print").press("Enter")
    expect(screen.get_by_role("heading", name="Your coming appointments")).to_be_visible()
    expect(screen.get_by_role("button", name="Print")).to_be_visible()
    accessible(screen)
    screen.emulate_media(media="print")
    expect(screen.get_by_role("button", name="Print")).to_be_hidden()
    shoot(screen, "coming-sheet")
    screen.emulate_media(media="screen")
    screen.get_by_role("link", name="Back").press("Enter")
    expect(screen.get_by_role("heading", name="Sofie Lund")).to_be_visible()


@pytest.mark.usefixtures("sofie")
def test_letters_for_a_list_are_printed_while_one_watches(
    screen: Page, receptionist: Actor, business: Business, enter: Enter, accessible: Check, shoot: Shoot
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/?search=Sofie")
    screen.get_by_role("link", name="Letters to these customers").press("Enter")
    expect(screen.get_by_text("To 1 customer")).to_be_visible()
    screen.get_by_label("Recall").press("Space")
    accessible(screen)
    shoot(screen, "letters")
    screen.get_by_role("button", name="Print as a PDF").press("Enter")
    expect(screen.get_by_text("0 of 1 printed")).to_be_visible()
    accessible(screen)
    shoot(screen, "letters-printing")
    with scope(business=business):
        run = LetterRun.objects.get().pk
    print_letters(business=business.pk, run=run)
    link = screen.get_by_role("link", name="Open the PDF")
    expect(link).to_be_visible()
    expect(link).to_be_focused()
    accessible(screen)
