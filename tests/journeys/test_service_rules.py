"""A customer is kept from one practitioner's services only, by a tag and one rule; then let off for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_customer_token
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.catalog import make_offer, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_rule, make_tag

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
NOT_NOW = "Désolé, ceci n'est pas disponible en ce moment."


@dataclass(frozen=True)
class Story:
    """Jonas and Mette cut hair, Jonas alone does balayage; Noor, who speaks French, carries the tag “Late”."""

    salon: Salon
    balayage: Service
    noor: Customer
    tag_id: int
    site: str

    def sign_in(self, page: Page) -> None:
        """Noor has proven who she is."""
        with scope(business=self.salon.business):
            token = make_customer_token(self.salon.business, clock.now(), self.noor)
        page.context.add_cookies([{"name": "kartotek_customer", "value": token, "url": self.site}])


@pytest.fixture
def story(business: Business, live_server: LiveServer) -> Story:
    with scope(business=business):
        salon = make_salon(business)
        balayage = make_service(business, "Balayage")
        make_offer(salon.jonas, balayage)
        noor = make_customer(business, "Noor", "Haddad", email="noor.haddad@example.com", language="fr")
        tag = make_tag(business, "Late", noor)
    return Story(salon, balayage, noor, tag.pk, f"{live_server.url}/{business.slug}/")


def test_one_rule_for_all_services_of_a_practitioner_is_made_from_her_page(
    screen: Page, enter: Enter, accessible: Callable[[Page], None], owner: Actor, story: Story
) -> None:
    with scope(business=story.salon.business):
        make_booking(story.salon, story.noor, clock.now() + timedelta(days=3))
    screen.goto(f"{enter(screen, owner)}settings/employees/{story.salon.jonas.pk}/")
    screen.get_by_role("link", name="New rule…").click()
    expect(screen.get_by_role("checkbox", name="Jonas Krog")).to_be_checked()
    screen.get_by_role("group", name="has one of these tags").get_by_role("checkbox", name="Late").check()
    screen.get_by_role("button", name="Whom would it hit?").click()
    tried = screen.get_by_role("region", name="Whom this would hit")
    sentence = "When a customer has the tag “Late” – for everything with Jonas Krog – make it unavailable."
    expect(tried).to_contain_text(sentence)
    expect(tried.get_by_role("link", name="Noor Haddad")).to_be_visible()
    expect(tried.get_by_role("status")).to_contain_text("1 coming booking")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_text("Rule saved")).to_be_visible()
    expect(screen.get_by_role("link", name=sentence, exact=True)).to_be_focused()
    accessible(screen)
    screen.get_by_role("link", name="Archive: ").click()
    expect(screen.get_by_role("dialog", name="Archive service rule")).to_contain_text("It concerns 1 customer now.")
    accessible(screen)


def test_she_finds_one_practitioner_closed_at_the_start_and_at_the_end(
    phone: Page, accessible: Callable[[Page], None], story: Story
) -> None:
    salon = story.salon
    make_rule(salon.business, when={"has_tags": [story.tag_id]}, where={"employees": [salon.jonas.pk]})
    story.sign_in(phone)
    phone.goto(story.site)
    expect(phone.locator("[data-closed]")).to_have_count(1)
    expect(phone.locator("[data-closed]")).to_contain_text(NOT_NOW)
    expect(phone.locator(f'input[name="service"][value="{story.balayage.pk}"]')).to_be_disabled()
    accessible(phone)
    phone.goto(f"{story.site}with/?service={salon.service.pk}")
    expect(phone.get_by_text("Mette Lund")).to_be_visible()
    expect(phone.get_by_text("Jonas Krog")).to_have_count(0)

    phone.context.clear_cookies()  # not signed in: recognised by what she types, at the end
    phone.goto(f"{story.site}?language=fr")
    phone.goto(f"{story.site}when/?service={story.balayage.pk}&employee={salon.jonas.pk}")
    phone.locator("label.k-slot").first.click()
    phone.locator(".k-sticky .primary").click()
    for name, value in (("first_name", "Noor"), ("last_name", "Haddad"), ("email", "noor.haddad@example.com")):
        phone.locator(f"#id_{name}").fill(value)
    phone.locator(".k-sticky .primary").click()
    phone.locator(".k-sticky .primary").click()
    expect(phone.locator("[data-refusal]")).to_have_text(NOT_NOW)


def test_the_front_desk_lets_her_off_for_a_while(
    screen: Page, enter: Enter, accessible: Callable[[Page], None], receptionist: Actor, story: Story
) -> None:
    make_rule(story.salon.business, where={"services": [story.balayage.pk]})
    screen.goto(f"{enter(screen, receptionist)}customers/{story.noor.pk}/")
    screen.get_by_role("link", name="Exception…").click()
    dialog = screen.get_by_role("dialog", name="Exceptions from rules")
    accessible(screen)
    dialog.get_by_label("Until and including").fill(f"{clock.now() + timedelta(days=9):%Y-%m-%d}")
    dialog.get_by_role("button", name="Add exception").click()
    expect(dialog).to_contain_text("Please give a reason.")
    dialog.get_by_label("Reason").fill("She has paid.")
    dialog.get_by_role("button", name="Add exception").click()
    kept = screen.get_by_role("region", name="Exceptions from rules")
    expect(kept).to_contain_text("She has paid.")
    accessible(screen)
    kept.get_by_role("link", name="Change…").click()
    dialog.get_by_role("button", name="Remove the exception").click()
    expect(screen.get_by_text("Exception removed")).to_be_visible()
    expect(kept).to_have_count(0)
