"""Walk 1 of the French help article: somebody is banned for everybody, with a message in French."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_customer_token
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_tag, put_tag

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
MESSAGE = "Merci de nous appeler avant de réserver."
LABEL = "Ne vient jamais"


@pytest.fixture
def look(accessible: Check, shoot: Shoot) -> Shoot:
    """For all eyes: axe, and a picture."""

    def take(page: Page, name: str) -> None:
        accessible(page)
        shoot(page, name)

    return take


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        make_tag(salon.business, "Habituée", icon="star", color="ochre")
        return make_customer(
            salon.business, "Freja", "Holm", email="freja.holm@example.com", phone="+4550550162", language="fr"
        )


def test_a_customer_is_banned_for_everybody_with_a_message_in_french(
    screen: Page, enter: Enter, look: Shoot, owner: Actor, freja: Customer, live_server: LiveServer
) -> None:
    desk = enter(screen, owner)
    make_the_tag(screen, desk, look)
    put_it_on_the_card(screen, desk, freja, look)
    is_recognised_after_typing_details(screen, live_server)
    is_recognised_when_signed_in(screen, freja, live_server)


def make_the_tag(page: Page, desk: str, look: Shoot) -> None:
    """Steps 1 to 9: settings, tags, add, label, type, icon, message in French, save."""
    page.goto(f"{desk}settings/")
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Tags").click()
    page.get_by_role("link", name="New tag").click()
    page.get_by_label("Label").fill(LABEL)
    page.get_by_text("Banned", exact=True).click()
    page.get_by_role("radio", name="Tag", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="No entry")).to_be_checked()
    page.get_by_role("button", name="Français").click()
    text = page.get_by_label("Français", exact=True)
    expect(text).to_have_attribute("placeholder", "Désolé, ceci n'est pas disponible en ce moment.")
    text.fill(MESSAGE)
    look(page, "settings-tag")
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name=LABEL)
    expect(row).to_contain_text("Stops online booking: whole business")
    expect(row.get_by_role("link", name=f"Ban tag: {LABEL}")).to_be_focused()
    look(page, "settings-tags")


def put_it_on_the_card(page: Page, desk: str, customer: Customer, look: Shoot) -> None:
    """Steps 10 to 12, by keyboard: the card, its tags, type to find, Enter, save."""
    page.goto(f"{desk}customers/{customer.pk}/")
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name="Tags")
    expect(dialog.get_by_label("Find a tag")).to_be_focused()
    look(page, "card-tags")
    page.keyboard.type("ne VIENT")
    expect(dialog.get_by_role("checkbox", name="Habituée")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("checkbox", name=LABEL)).to_be_checked()
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("checkbox", name="Habituée")).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Save tags").press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#card-tags")).to_contain_text(LABEL)
    expect(page.locator("#k-access")).to_contain_text(MESSAGE)
    expect(page.locator("#add-tag")).to_be_focused()
    look(page, "card-banned")
    page.goto(f"{desk}customers/")
    expect(page.get_by_role("row", name="Freja Holm").get_by_role("img", name=LABEL)).to_be_visible()
    page.get_by_label("Tag").select_option(LABEL)
    expect(page.locator("#k-found [data-hit]")).to_have_count(1)
    look(page, "customers-tagged")


def is_recognised_after_typing_details(page: Page, server: LiveServer) -> None:
    """Signed in as nobody: the message stands there when the details are sent, the label nowhere."""
    page.goto(f"{server.url}/havnegade/?language=fr")
    page.locator("label.k-pick").first.click()
    for _step in range(2):
        page.locator(".k-sticky .primary").click()
    page.locator("a.k-day").nth(2).click()
    page.locator("label.k-slot").first.click()
    page.locator(".k-sticky .primary").click()
    for name, value in (
        ("first_name", "Freja"),
        ("last_name", "Holm"),
        ("phone", "50 55 01 62"),
        ("email", "freja.holm@example.com"),
    ):
        page.fill(f"[name={name}]", value)
    for _step in range(2):
        page.locator(".k-sticky .primary").click()
    expect(page.locator("main")).to_contain_text(MESSAGE)
    assert LABEL not in page.content()


def is_recognised_when_signed_in(page: Page, customer: Customer, server: LiveServer) -> None:
    """Known at the start: no times, the message in their place."""
    with scope(business=customer.business):
        token = make_customer_token(customer.business, clock.now(), customer)
    page.context.add_cookies([{"name": "kartotek_customer", "value": token, "url": f"{server.url}/havnegade/"}])
    page.goto(f"{server.url}/havnegade/")
    expect(page.locator("main")).to_contain_text(MESSAGE)
    assert LABEL not in page.content()


def test_archiving_a_ban_says_how_many_carry_it_and_lifts_it(
    screen: Page, enter: Enter, look: Shoot, owner: Actor, freja: Customer
) -> None:
    with scope(business=freja.business):
        ban = make_ban(freja.business)
        put_tag(freja, ban)
    screen.goto(f"{enter(screen, owner)}settings/tags/")
    screen.get_by_role("link", name="Archive Do not book…").click()
    dialog = screen.get_by_role("dialog", name="Archive Do not book")
    expect(dialog).to_contain_text("1 customer carries this tag.")
    look(screen, "archive-tag")
    dialog.get_by_label("Lift it for all of them").check()
    dialog.get_by_role("button", name="Archive tag").click()
    expect(screen.locator(".k-toasts")).to_contain_text("Do not book archived")
    with scope(business=freja.business):
        assert (CustomerTag.objects.count(), Tag.objects.filter(archived_at=None).count()) == (0, 1)
