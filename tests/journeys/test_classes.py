"""A visitor takes a seat on her phone; the desk sees her in the class and checks her off."""

from collections.abc import Callable
from datetime import UTC, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.classes import Studio, make_session, make_studio

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def studio(business: Business) -> Studio:
    """Two dates to come: the first has a seat left, the second is full."""
    day = clock.now().astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=7)
    with scope(business=business):
        studio = make_studio(business)
        make_session(studio, day)
        make_session(studio, day + timedelta(days=7), seats=3, seats_taken=3)
    return studio


@pytest.fixture
def desk(screen: Page, enter: Callable[[Page, Actor], str], receptionist: Actor) -> str:
    """Where the receptionist is signed in."""
    return enter(screen, receptionist)


def go_on(page: Page) -> None:
    page.locator(".k-sticky .primary").click()


def test_a_seat_is_taken_on_a_phone_and_seen_at_the_desk(
    live_server: LiveServer,
    plain_phone: Page,
    screen: Page,
    desk: str,
    studio: Studio,
    accessible: Callable[[Page], None],
) -> None:
    plain_phone.goto(f"{live_server.url}/havnegade/classes/?service={studio.yoga.pk}")
    expect(plain_phone.locator("label.k-pick")).to_have_count(2)
    expect(plain_phone.locator("input[name=session]").nth(1)).to_be_disabled()
    plain_phone.locator("label.k-pick").first.click()
    go_on(plain_phone)
    for name, value in (("first_name", "Freja"), ("last_name", "Holm"), ("email", "freja.holm@example.com")):
        plain_phone.locator(f"[name={name}]").fill(value)
    go_on(plain_phone)
    go_on(plain_phone)
    expect(plain_phone.locator(".k-mark")).to_be_visible()

    day = (clock.now() + timedelta(days=7)).date()
    screen.goto(f"{desk}classes/?on={day}")
    accessible(screen)
    expect(screen.get_by_text("1 of 2 seats")).to_be_visible()
    screen.get_by_role("link", name="Yoga", exact=True).click()
    expect(screen.get_by_role("link", name="Freja Holm", exact=True)).to_be_visible()
    accessible(screen)
    screen.get_by_role("button", name="Arrived: Freja Holm").click()
    expect(screen.get_by_role("button", name="Completed: Freja Holm")).to_be_visible()


def test_full_and_open_dates_are_accessible(
    live_server: LiveServer, phone: Page, studio: Studio, accessible: Callable[[Page], None]
) -> None:
    phone.goto(f"{live_server.url}/havnegade/classes/?service={studio.yoga.pk}")
    accessible(phone)
