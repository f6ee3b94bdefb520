"""From a completed visit to the invitation to the booking, seen at the desk; who was just here is skipped."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer
from tests.journeys.test_booking_site import go_on, walk_to_details

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message
from kartotek.domain.recall import jobs
from kartotek.domain.recall.models import Enrolment
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]
DAY = timedelta(days=1)


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


def came(salon: Salon, name: str, at: datetime) -> Customer:
    with scope(business=salon.business):
        row = make_customer(salon.business, name, "Holm", email=f"{name.lower()}@example.com", language="en")
        make_booking(salon, row, at, status="completed")
        return row


def make_the_plan(screen: Page, desk: str, accessible: Check) -> None:
    screen.goto(f"{desk}settings/recall/")
    accessible(screen)
    screen.locator("#new-plan").click()
    dialog = screen.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Back after six weeks")
    dialog.get_by_label("Days from one visit to the next").fill("42")
    dialog.get_by_label("Invite so many days before").fill("99")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("This must be shorter than the time between visits.")
    expect(dialog.get_by_label("Name")).to_have_value("Back after six weeks")
    accessible(screen)
    dialog.get_by_label("Invite so many days before").fill("7")
    dialog.get_by_role("button", name="Save").click()
    expect(screen.locator(".k-list")).to_contain_text("Back after six weeks")


def book_online(screen: Page, live_server: LiveServer, sofie: Customer) -> None:
    """Where the invitation leads."""
    walk_to_details(screen, live_server)
    for field in ("first_name", "last_name", "email"):
        screen.fill(f"[name={field}]", getattr(sofie, field))
    go_on(screen)
    go_on(screen)
    expect(screen.locator("h1")).to_have_text("You’re booked")


def test_from_the_visit_to_the_invitation_to_the_booking(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, accessible: Check, live_server: LiveServer
) -> None:
    now = clock.now()
    sofie, freja = came(salon, "Sofie", now - 40 * DAY), came(salon, "Freja", now - 41 * DAY)
    with scope(business=salon.business):  # Freja was here for her colour last week
        colour = replace(salon, service=make_service(salon.business, "Colour"))
        make_booking(colour, freja, now - 6 * DAY, status="completed")
    desk = enter(screen, owner)
    make_the_plan(screen, desk, accessible)
    screen.get_by_role("link", name=re.compile("Who is due")).click()
    screen.get_by_role("button", name="Enrol them").click()
    line = screen.get_by_role("row").filter(has_text="Sofie Holm")
    skipped = screen.get_by_role("row").filter(has_text="Freja Holm")
    expect(line).to_contain_text("Due")
    expect(skipped).to_contain_text("Not due yet")
    accessible(screen)
    with scope(business=salon.business):
        Enrolment.objects.update(check_at=now)  # their morning has come
    jobs.invite_due(now=clock.now())
    with scope(business=salon.business):
        [message] = Message.objects.filter(event="recall")
    assert message.to == sofie.email
    screen.reload()
    expect(line).to_contain_text("Invited")
    assert f"/{salon.business.slug}/" in message.body
    book_online(screen, live_server, sofie)
    screen.goto(f"{desk}customers/{sofie.pk}/reminders/")
    panel = screen.locator("section", has=screen.get_by_role("heading", name="Recall", exact=True))
    expect(panel).to_contain_text("Booked")
    accessible(screen)
    panel.get_by_role("button", name="Pause Back after six weeks").click()
    expect(panel).to_contain_text("Paused")
    panel.get_by_role("button", name="Go on with Back after six weeks").click()
    panel.get_by_role("button", name="Take out of Back after six weeks").click()
    expect(panel.get_by_role("button", name="Enrol")).to_be_visible()
