"""Does the card show an address that gives trouble, with what can be done about it? (S45)"""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.bounces import SOFIE, make_sofie
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import add_staff_notice
from kartotek.domain.messaging.models import Address
from kartotek.domain.messaging.values import NewStaffNotice

DESK = "/desk/havnegade/"


def plain(html: str) -> str:
    """What stands on the page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def card(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_sofie(business)


@pytest.fixture
def desk(practitioner: Actor, now: datetime) -> Client:
    return signed_in(practitioner)


def mark(card: Customer, now: datetime, state: str = "bounced", reason: str = "There is no such mailbox.") -> None:
    troubles = [(now - timedelta(days=days)).isoformat() for days in range(3)]
    with scope(business=card.business):
        Address.objects.create(
            business=card.business, channel="email", value=SOFIE, state=state, at=now, reason=reason, troubles=troubles
        )


def url(card: Customer, rest: str = "") -> str:
    return f"{DESK}customers/{card.pk}/{rest}"


def test_an_address_that_works_has_no_mark(desk: Client, card: Customer) -> None:
    assert "Try again" not in plain(text(desk.get(url(card))))


@pytest.mark.parametrize("tab", ["", "details/", "bookings/"])
def test_an_address_that_bounced_is_marked_with_date_reason_and_remedies(
    desk: Client, card: Customer, now: datetime, tab: str
) -> None:
    mark(card, now)
    page = desk.get(url(card, tab))
    shown = plain(text(page))
    assert "Bounced Thu 12 Nov" in shown
    assert "E-mail has come back since Thu 12 Nov 2026. There is no such mailbox." in shown
    assert f'href="{url(card, "edit/")}#id_email"' in page.content.decode()
    assert "k-badge is-limited" in page.content.decode()


def test_an_address_that_is_hard_to_reach_has_another_mark(desk: Client, card: Customer, now: datetime) -> None:
    mark(card, now, "unreachable", "Three messages within 30 days were delayed or met a full mailbox.")
    page = desk.get(url(card))
    assert "Hard to reach Thu 12 Nov" in plain(text(page))
    assert "E-mail is still sent there, but may not arrive." in plain(text(page))
    assert "#i-mail-exclamation" in page.content.decode()
    assert "#i-mail-x" not in page.content.decode()


def test_trying_again_lifts_the_mark(desk: Client, card: Customer, now: datetime) -> None:
    mark(card, now)
    after = desk.post(url(card, "email/confirm/"), follow=True)
    assert "The address is tried again" in plain(text(after))
    assert "Bounced" not in plain(text(after))


def test_who_may_not_see_the_card_cannot_try(inspector: Actor, card: Customer, other_area: Area, now: datetime) -> None:
    with scope(business=card.business):
        Customer.objects.filter(pk=card.pk).update(area=other_area)
    assert signed_in(inspector).post(url(card, "email/confirm/")).status_code == 404
    assert signed_in(inspector).get(url(card, "email/confirm/")).status_code == 405


def test_the_list_marks_such_addresses_and_shows_them_alone(desk: Client, card: Customer, now: datetime) -> None:
    with scope(business=card.business):
        make_sofie(card.business, "Anna", email="anna@example.com")
    mark(card, now)
    everybody = plain(text(desk.get(f"{DESK}customers/")))
    assert "Bounced: sofie@example.com" in everybody
    assert "anna@example.com" in everybody
    assert "Bounced: anna" not in everybody
    alone = desk.get(f"{DESK}customers/?email=bounced")
    assert "anna@example.com" not in plain(text(alone))
    assert "sofie@example.com" in plain(text(alone))
    assert 'aria-current="true"' in alone.content.decode()


def test_the_list_asks_no_more_for_more_rows(desk: Client, card: Customer, now: datetime) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            desk.get(f"{DESK}customers/")
        counts.append(len(asked))
        with scope(business=card.business):
            make_sofie(card.business, "Anna", email="anna@example.com")
            make_sofie(card.business, "Bea", email="bea@example.com")
    assert counts[0] == counts[1]


def test_the_inbox_tells_of_an_address_that_does_not_work(desk: Client, card: Customer, now: datetime) -> None:
    with scope(business=card.business):
        data = {"address": SOFIE, "reason": "There is no such mailbox."}
        notice = NewStaffNotice("email_bounced", "one", card.pk, data)
        add_staff_notice(business_id=card.business_id, notice=notice, now=now)
    shown = plain(text(desk.get(f"{DESK}inbox/")))
    assert "An e-mail address does not work" in shown
    assert "sofie@example.com · There is no such mailbox." in shown
