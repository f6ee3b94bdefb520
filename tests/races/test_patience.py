"""Whoever changes hours, the catalogue or the rules while somebody else holds the row waits for a while, and is told.

Without a limit to the waiting (joint 5) one forgotten transaction would hold up a whole business.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_salon
from tests.factories.businesses import make_business

from kartotek.domain.access.actions import edit_online_booking_settings
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.actions.hours import replace_week
from kartotek.domain.catalog.actions import create_category
from kartotek.domain.catalog.values import CategoryDetails
from kartotek.kernel.errors import Busy
from kartotek.plumbing import locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

Deed = Callable[[Salon, datetime], object]
DEEDS: dict[str, Deed] = {
    "catalog_employee": lambda salon, now: replace_week(
        actor=SYSTEM, now=now, business=salon.business, employee_id=salon.jonas.pk, items=()
    ),
    "businesses_business": lambda salon, now: create_category(
        actor=SYSTEM, now=now, business=salon.business, details=CategoryDetails(name="Hair")
    ),
    "access_onlinebookingsettings": lambda salon, now: edit_online_booking_settings(
        business=salon.business, changes={"slot_minutes": 30}, expected_version=None, actor=SYSTEM, now=now
    ),
}


@pytest.mark.parametrize("table", DEEDS)
def test_nobody_waits_for_ever(table: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LONGEST_WAIT_MS", 100)
    business = make_business()
    is_held, may_go = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {table} FOR UPDATE")  # noqa: S608 - our own word
                is_held.set()
                may_go.wait(timeout=10)
        finally:
            connection.close()

    with scope(business=business):
        salon = make_salon(business)
        make_settings(business)
        other = Thread(target=hold)
        other.start()
        is_held.wait(timeout=10)
        try:
            with pytest.raises(Busy):
                DEEDS[table](salon, now)
        finally:
            may_go.set()
            other.join()
