"""Does a customer find the address of her own calendar, and can she make a new one?"""

from datetime import datetime

from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon
from tests.factories.customers import make_customer
from tests.web.booking.site import signed_in_as

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.queries import get_feed_url
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.customers.models import Customer

PAGE, NEW = "/havnegade/me/calendar/", "/havnegade/me/calendar/new/"


def address(salon: Salon, customer: Customer) -> str:
    with scope(business=salon.business):
        return get_feed_url(FeedOwner(FeedKind.CUSTOMER, customer.pk), business=salon.business, viewer=SYSTEM)


def test_she_subscribes_copies_and_makes_a_new_one(salon: Salon, now: datetime) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business)
    browser = signed_in_as(salon.business, customer, now)
    assert f'href="{PAGE}"' in browser.get("/havnegade/me/").content.decode()
    before = address(salon, customer)
    page = browser.get(PAGE)
    assert f'value="{before}"' in page.content.decode()
    assert f'href="webcal:{before.partition(":")[2]}"' in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "stops working at once" in browser.get(NEW).content.decode()
    assert address(salon, customer) == before
    assert browser.post(NEW)["Location"] == f"{PAGE}?saved"
    after = address(salon, customer)
    assert after != before
    assert f'value="{after}"' in browser.get(PAGE).content.decode()
    with scope(business=salon.business):
        entry = Entry.objects.get(action="calendar_feed.rotated")
    assert (entry.actor_kind, entry.customer_id) == ("customer", customer.pk)


def test_without_a_sign_in_or_a_card_there_is_none(salon: Salon, visitor: Client, now: datetime) -> None:
    assert visitor.get(PAGE)["Location"].startswith("/havnegade/sign-in/")
    assert visitor.post(NEW)["Location"].startswith("/havnegade/sign-in/")
    nobody = signed_in_as(salon.business, None, now)
    assert "No appointments yet" in nobody.get(PAGE).content.decode()
