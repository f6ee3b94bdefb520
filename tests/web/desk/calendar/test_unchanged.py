"""Is a page that asks every second and a half told at once that nothing changed?"""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

pytestmark = pytest.mark.django_db(transaction=True)
DAY = "/desk/havnegade/calendar/days/?view=day&on=2026-11-16"


def test_unchanged_days_are_answered_with_304_until_something_happens(
    business: Business, owner: Actor, now: datetime
) -> None:
    desk = signed_in(owner)
    with scope(business=business):
        salon = make_salon(business)
    first = desk.get(DAY)
    assert (first.status_code, first["Cache-Control"], first.json()["told"]) == (200, "private, no-cache", "0 bookings")
    for etag in (first["ETag"], f"W/{first['ETag']}"):
        with CaptureQueriesContext(connection) as asked:
            same = desk.get(DAY, headers={"If-None-Match": etag})
        assert (same.status_code, same.content) == (304, b"")
        assert sum("booking_" in each["sql"] or "catalog_" in each["sql"] for each in asked) == 1  # is there any news?
    with scope(business=business):
        make_booking(salon, make_customer(business))
    fresh = desk.get(DAY, headers={"If-None-Match": first["ETag"]})
    assert (fresh.status_code, fresh.json()["told"]) == (200, "1 booking")
    assert desk.get(DAY, headers={"If-None-Match": '"x"'}).status_code == 200


def test_what_one_saw_is_not_drawn_again_for_another_until_something_happens(
    business: Business, owner: Actor, receptionist: Actor, inspector: Actor, now: datetime
) -> None:
    with scope(business=business):
        salon = make_salon(business)
        make_booking(salon, make_customer(business))
    counts = [_statements(who) for who in (owner, receptionist, owner)]
    assert counts[0] > counts[1] == counts[2]
    assert _statements(inspector) > counts[1]  # she sees another day
    with scope(business=business):
        make_booking(salon, make_customer(business, "Freja"), MONDAY_10 + timedelta(hours=1))
    assert _statements(owner) > counts[1]
    assert signed_in(receptionist).get(DAY).json()["told"] == "2 bookings"


def _statements(actor: Actor) -> int:
    """How many statements a first look at the day costs this person, besides finding out who she is."""
    client = signed_in(actor)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(DAY).status_code == 200
    return len(asked)
