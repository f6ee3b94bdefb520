"""Issue 4, templates: words of a message are changed with the keyboard, tried on a real booking, refused, reset."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.queries import get_template
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
CARD = "appointment_card.sms.da"


@pytest.fixture
def look(accessible: Check, shoot: Shoot) -> Shoot:
    """For all eyes: axe, and a picture."""

    def take(page: Page, name: str) -> None:
        accessible(page)
        shoot(page, name)

    return take


@pytest.fixture
def sofie(business: Business) -> None:
    """Sofie comes twice."""
    with scope(business=business):
        card = make_customer(business, first_name="Sofie", last_name="Bjerregaard", phone="+4522550114")
        salon = make_salon(business)
        noon = clock.now().replace(hour=11, minute=0, second=0, microsecond=0)
        for days in (7, 35):
            make_booking(salon, card, noon + timedelta(days=days))


def body_of(business: Business, name: str) -> str:
    with scope(business=business):
        return get_template(name).text.body


def test_a_text_message_is_written_with_the_keyboard_alone(
    screen: Page, enter: Enter, owner: Actor, business: Business, sofie: None, look: Shoot
) -> None:
    screen.goto(f"{enter(screen, owner)}settings/texts/{CARD}/")
    expect(screen.get_by_role("heading", name="Appointment card")).to_be_visible()
    expect(screen.locator("#preview")).to_contain_text("Hej Sofie.")
    expect(screen.locator("#preview")).to_contain_text("1 SMS")
    look(screen, "texts-sms")
    body = screen.get_by_label("Text", exact=True)
    body.focus()
    body.press("Control+End")
    screen.keyboard.type(" Se ")
    screen.get_by_text("Insert code").focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_label("Find a code")).to_be_focused()
    look(screen, "texts-picker")
    look_through_the_codes(screen)
    expect(body).to_be_focused()
    screen.get_by_text("Insert code").press("Enter")
    screen.keyboard.type("kundenavn")
    screen.keyboard.press("Enter")
    expect(body).to_be_focused()
    assert body.input_value().endswith(" Se [KUNDENAVN]")
    expect(screen.locator("#preview")).to_contain_text("Se Sofie Bjerregaard")
    screen.keyboard.type("ê" * 10)
    expect(screen.locator("#preview")).to_contain_text("Unicode (UCS-2), 70 a part")
    screen.get_by_role("button", name="Save").focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Text saved")).to_be_visible()
    assert body_of(business, CARD).endswith("[KUNDENAVN]" + "ê" * 10)


def test_faults_lead_to_their_place_and_a_refused_text_stays(
    screen: Page, enter: Enter, owner: Actor, business: Business, sofie: None, look: Shoot
) -> None:
    screen.goto(f"{enter(screen, owner)}settings/texts/appointment_card.email.da/")
    look(screen, "texts-email")
    body = screen.get_by_label("Text", exact=True)
    wrong = "Hej 😀 [FORNAVM]\n[customerFutureBookingsBegin]\n[DATO]"
    body.fill(wrong)
    faults = screen.locator("#faults")
    expect(faults).to_contain_text("Did you mean [FORNAVN]?")
    expect(body).to_have_attribute("aria-invalid", "true")
    expect(screen.locator("#preview mark")).to_have_count(2)
    screen.get_by_role("link", name="Line 1, column 7").press("Enter")
    expect(body).to_be_focused()
    assert selected(screen) == "[FORNAVM]"
    screen.get_by_role("link", name="Line 2, column 1").click()
    assert selected(screen) == "[customerFutureBookingsBegin]"
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("This text cannot be saved.")).to_be_visible()
    assert body.input_value() == wrong
    look(screen, "texts-error")
    screen.get_by_role("link", name="Line 1, column 7").click()
    screen.keyboard.type("[FORNAVN]")
    expect(faults).not_to_contain_text("[FORNAVM]")
    body.press("Control+End")
    screen.keyboard.type("\n[customerFutureBookingsEnd]")
    expect(faults).to_be_empty()
    expect(body).not_to_have_attribute("aria-invalid", "true")
    screen.get_by_label("Subject").press("Enter")
    expect(screen.get_by_text("Text saved")).to_be_visible()
    screen.get_by_role("link", name="Back to the built-in text…").click()
    dialog = screen.get_by_role("dialog", name="Back to the built-in text?")
    expect(dialog).to_contain_text("Dine næste aftaler hos os")
    look(screen, "texts-reset")
    dialog.get_by_role("button", name="Use the built-in text").click()
    expect(screen.get_by_text("The built-in text holds again")).to_be_visible()
    expect(screen.get_by_text("This is the built-in text.")).to_be_visible()


def test_without_scripts_a_text_is_tried_and_saved(
    plain_phone: Page, enter: Enter, owner: Actor, business: Business, sofie: None, shoot: Shoot
) -> None:
    plain_phone.goto(f"{enter(plain_phone, owner)}settings/texts/free.email.en/")
    plain_phone.get_by_label("Text", exact=True).fill("Hello [LASTNAME]")
    plain_phone.get_by_role("button", name="Try it").click()
    expect(plain_phone.locator("#preview")).to_contain_text("Hello Bjerregaard")
    shoot(plain_phone, "texts-phone")
    plain_phone.get_by_role("button", name="Save").click()
    expect(plain_phone.get_by_text("Text saved")).to_be_visible()
    plain_phone.get_by_role("link", name="Back to the built-in text…").click()
    plain_phone.get_by_role("button", name="Use the built-in text").click()
    expect(plain_phone.get_by_text("This is the built-in text.")).to_be_visible()


def look_through_the_codes(screen: Page) -> None:
    """Find none, then some; with the arrows down and up, and out again."""
    screen.keyboard.type("zzz")
    expect(screen.locator("[data-code]:visible")).to_have_count(0)
    expect(screen.get_by_text("There is no such code.")).to_be_visible()
    screen.keyboard.press("Control+A")
    screen.keyboard.type("leads to the")
    screen.keyboard.press("ArrowDown")
    expect(screen.get_by_role("button", name="[LINK_BOOKING]")).to_be_focused()
    screen.keyboard.press("ArrowDown")
    screen.keyboard.press("ArrowUp")
    screen.keyboard.press("ArrowUp")
    expect(screen.get_by_label("Find a code")).to_be_focused()
    screen.keyboard.press("Escape")


def selected(page: Page) -> str:
    """What is marked in the field."""
    found = page.evaluate("[...document.activeElement.value].length && getSelection().toString()")
    return str(found)
