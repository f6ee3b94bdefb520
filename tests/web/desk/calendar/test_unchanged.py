"""Is a page that asks every second and a half told at once that nothing changed?"""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.booking import make_booking, make_salon
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
        same = desk.get(DAY, headers={"If-None-Match": etag})
        assert (same.status_code, same.content) == (304, b"")
    with scope(business=business):
        make_booking(salon, make_customer(business))
    fresh = desk.get(DAY, headers={"If-None-Match": first["ETag"]})
    assert (fresh.status_code, fresh.json()["told"]) == (200, "1 booking")
    assert desk.get(DAY, headers={"If-None-Match": '"x"'}).status_code == 200
