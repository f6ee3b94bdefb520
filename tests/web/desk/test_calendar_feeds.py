"""Is the address of a calendar feed shown where it belongs, and replaced only after a question?"""

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries import get_feed_url
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee
from kartotek.domain.customers.models import Customer

DESK = "/desk/havnegade"


@pytest.fixture
def salon(scoped: Business) -> Salon:
    made = make_salon(scoped)
    make_customer(scoped)
    return made


def pages(salon: Salon, owner: Actor) -> list[tuple[str, str, FeedOwner]]:
    """(page, where a new address is made, whose feed)."""
    customer = Customer.objects.get().pk
    employee = f"{DESK}/settings/employees/{salon.jonas.pk}/"
    card = f"{DESK}/customers/{customer}/"
    return [
        (f"{DESK}/my-notices/", f"{DESK}/my-notices/calendar/", FeedOwner(FeedKind.STAFF, owner.id or 0)),
        (employee, f"{employee}calendar/", FeedOwner(FeedKind.EMPLOYEE, salon.jonas.pk)),
        (f"{card}details/", f"{card}calendar/", FeedOwner(FeedKind.CUSTOMER, customer)),
    ]


def test_each_page_shows_its_address_and_asks_before_it_makes_a_new_one(salon: Salon, owner: Actor) -> None:
    browser = signed_in(owner)
    for page, new, whose in pages(salon, owner):
        before = get_feed_url(whose, business=salon.business, viewer=owner)
        shown = browser.get(page)
        assert f'value="{before}"' in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        asked = browser.get(new, headers={"HX-Request": "true"}).content.decode()
        assert "stops working at once" in asked
        assert get_feed_url(whose, business=salon.business, viewer=owner) == before
        done = browser.post(new, headers={"HX-Request": "true"})
        assert (done.status_code, done["HX-Redirect"]) == (204, f"{page}?feed")
        after = browser.get(f"{page}?feed").content.decode()
        assert f'value="{before}"' not in after
        assert f'value="{get_feed_url(whose, business=salon.business, viewer=owner)}"' in after
        assert "New calendar address made" in after
    assert Entry.objects.filter(action="calendar_feed.rotated").count() == 3


def test_the_log_of_the_card_says_who_made_a_new_address(salon: Salon, owner: Actor) -> None:
    browser = signed_in(owner)
    card = f"{DESK}/customers/{Customer.objects.get().pk}/"
    browser.post(f"{card}calendar/")
    assert "made a new address of the calendar feed" in browser.get(f"{card}log/").content.decode()


def test_who_was_put_away_or_is_new_has_no_address(salon: Salon, owner: Actor, business: Business) -> None:
    browser = signed_in(owner)
    _notices, employee, card = pages(salon, owner)
    Employee.objects.update(is_archived=True)
    Customer.objects.update(archived_at=business.created_at)
    for page in (employee[0], card[0], f"{DESK}/settings/employees/new/"):
        assert 'id="feed-url"' not in browser.get(page).content.decode()


def test_others_neither_see_nor_change_it(
    salon: Salon, owner: Actor, receptionist: Actor, inspector: Actor, other_owner: Actor
) -> None:
    _notices, employee, card = pages(salon, owner)
    assert signed_in(receptionist).get(employee[1]).status_code == 403
    assert signed_in(receptionist).post(employee[1]).status_code == 403
    for actor, new in ((inspector, card[1]), (other_owner, card[1]), (other_owner, employee[1])):
        assert [signed_in(actor).get(new).status_code, signed_in(actor).post(new).status_code] == [404, 404]
    assert Client().get(card[1]).status_code == 302
    with scope(business=salon.business):
        assert not Entry.objects.filter(action="calendar_feed.rotated").exists()
