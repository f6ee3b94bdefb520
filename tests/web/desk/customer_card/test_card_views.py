"""Does the card show who she is, her bookings and what happened, to those who may see it?"""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import MADE_AT, make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import cancel_booking
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerChanges

TABS = ("", "bookings/", "details/", "refusals/", "log/")
LOCK_PAGES = ("locks/", "notices/", "notices/new/", "lock/", "unlock/", "extend/", "extend/ends/")


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    """A card with everything on it."""
    return make_customer(
        business,
        phone="+4531550124",
        email="sofie@example.com",
        important_note="PPD allergy <b>",
        note="Oat milk",
        language="sv",
        city="København K",
    )


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def url(customer: Customer, part: str = "") -> str:
    return f"/desk/havnegade/customers/{customer.pk}/{part}"


def words(client: Client, address: str, status: int = 200) -> str:
    """The page's text without its markup."""
    response = client.get(address)
    assert response.status_code == status
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_carries_the_header(desk: Client, sofie: Customer, tab: str) -> None:
    page = desk.get(url(sofie, tab)).content.decode()
    assert 'href="tel:+4531550124">+45 31 55 01 24<' in page
    assert 'href="mailto:sofie@example.com"' in page
    assert "PPD allergy &lt;b&gt;" in page
    assert 'aria-current="page">' in page


def test_details_say_what_stands_on_the_card_and_who_else_it_may_be(
    desk: Client, sofie: Customer, business: Business
) -> None:
    make_customer(business, "Sofie", "Bjerregård")
    make_customer(business, "Anna", "Holm", email="sofie@example.com")
    text = words(desk, url(sofie, "details/"))
    assert "Language Swedish" in text
    assert "Note Oat milk" in text
    assert "Anna Holm 10003 same e-mail Sofie Bjerregård 10002 similar name" in text


def test_a_bare_card_has_no_gaps(desk: Client, business: Business, area: Area) -> None:
    text = words(desk, url(make_customer(business, area=area, date_of_birth="1991-05-14"), "details/"))
    assert "Date of birth Tue 14 May 1991" in text
    assert "Area Indre By" in text
    assert "Language That of the business" in text


def test_bookings_are_coming_past_or_deleted_with_who_when_and_why(
    desk: Client, business: Business, owner: Actor, sofie: Customer, now: datetime
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        make_booking(salon, sofie)
        make_booking(salon, sofie, now - timedelta(days=7), status="no_show")
        gone = make_booking(salon, sofie, MONDAY_10 + timedelta(days=1))
        cancel_booking(business=business, actor=owner, now=now, booking_id=gone.pk, reason="Ill")
    assert "Mon 16 Nov 2026 at 10:00" in words(desk, url(sofie, "bookings/"))
    assert "No-show" in words(desk, url(sofie, "bookings/?show=past"))
    deleted = words(desk, url(sofie, "bookings/?show=deleted"))
    assert "Mette Lund · Thu 12 Nov 2026 at 10:54 · at the desk · “Ill”" in deleted
    assert "Mon 16 Nov 2026 at 10:00" in words(desk, url(sofie, "bookings/?show=nonsense"))
    overview = words(desk, url(sofie))
    assert "Visits 0 No-shows 1" in overview
    assert "Mette Lund cancelled a booking" in overview


@pytest.mark.parametrize(
    ("show", "said"),
    [("", "Nothing is booked"), ("past", "No past bookings"), ("deleted", "Nothing was cancelled")],
)
def test_empty_lists_say_so(desk: Client, sofie: Customer, show: str, said: str) -> None:
    assert said in words(desk, url(sofie, f"bookings/?show={show}"))


def test_the_log_tells_in_words_what_changed(
    desk: Client, business: Business, owner: Actor, sofie: Customer, now: datetime
) -> None:
    with scope(business=business):
        for changes in (
            CustomerChanges(last_name="Holm", wants_sms=False, email=""),
            CustomerChanges(max_future_bookings=-1, limit_reason="Old friend"),
            CustomerChanges(max_future_bookings=2),
        ):
            edit_customer(business=business, actor=owner, now=now, customer_id=sofie.pk, changes=changes)
    text = words(desk, url(sofie, "log/"))
    assert "Last name: from “Bjerregaard” to “Holm”" in text
    assert "Reminders by SMS: from yes to no" in text
    assert "E-mail: from “sofie@example.com” to nothing" in text
    assert "Max coming bookings: from follows the general setting to unlimited “Old friend”" in text
    assert "Max coming bookings: from unlimited to 2" in text


def test_a_fresh_card_has_an_empty_log(desk: Client, sofie: Customer) -> None:
    assert "Nothing has happened" in words(desk, url(sofie, "log/"))


def test_the_log_is_for_those_who_may_read_it(receptionist: Actor, sofie: Customer) -> None:
    browser = signed_in(receptionist)
    assert browser.get(url(sofie, "log/")).status_code == 403
    assert "Full log" not in words(browser, url(sofie))
    assert url(sofie, "log/") not in browser.get(url(sofie)).content.decode()


def test_an_archived_card_says_so_and_offers_no_booking(desk: Client, business: Business) -> None:
    page = desk.get(url(make_customer(business, archived_at=MADE_AT))).content.decode()
    assert "This card is archived." in page
    assert "bookings/new/?customer" not in page


@pytest.mark.parametrize("tab", [*TABS, "edit/", "archive/", "max/", *LOCK_PAGES])
def test_what_one_may_not_see_is_not_there(
    inspector: Actor, owner: Actor, business: Business, other_business: Business, other_area: Area, tab: str
) -> None:
    hidden, foreign = make_customer(business, area=other_area), make_customer(other_business)
    if tab != "archive/":
        assert signed_in(inspector).get(url(hidden, tab)).status_code == 404
    assert signed_in(owner).get(url(foreign, tab)).status_code == 404


@pytest.mark.parametrize(("tab", "cost"), [("", 18), ("bookings/", 12), ("details/", 19)])
def test_a_tab_costs_the_same_with_one_and_three_bookings(
    desk: Client, business: Business, sofie: Customer, tab: str, cost: int
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        make_booking(salon, sofie)
    costs = []
    for days in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            desk.get(url(sofie, tab))
        costs.append(len(queries))
        with scope(business=business):
            make_booking(salon, sofie, MONDAY_10 + timedelta(days=days))
    assert costs == [cost, cost]
