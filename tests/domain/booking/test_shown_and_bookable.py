"""On the days of clock changes every shown start can be booked, and no other: the whole way, database included."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django_scopes import scope
from tests.domain.booking.test_starts import CHANGES
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.hours import make_hours

from kartotek.domain.audit.values import STRANGER
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.decisions.calendar import local_day, to_instant
from kartotek.domain.booking.queries import get_availability
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Wish
from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import KartotekError


def is_bookable(salon: Salon, starts_at: datetime, now: datetime) -> bool:
    booker = Booker("Freja", "Holm", "freja@example.com")
    request = OnlineBooking((Wish(salon.service.pk, starts_at, salon.jonas.pk),), "en", booker)
    try:
        with transaction.atomic():
            book_online(business=salon.business, actor=STRANGER, now=now, request=request)
            transaction.set_rollback(True)
    except KartotekError:
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize(("timezone", "on"), CHANGES)
def test_shown_is_bookable_and_bookable_is_shown(timezone: str, on: date) -> None:
    now = datetime.combine(on, datetime.min.time(), tzinfo=UTC) - timedelta(days=2)
    business: Business = make_business(timezone=timezone)
    with scope(business=business):
        make_settings(business, slot_minutes=30, min_notice_minutes=0)
        salon = make_salon(business, duration_minutes=30, buffer_after_minutes=10)
        make_hours(salon.jonas, on.weekday(), "00:00", "05:30", breaks=(("03:30", "03:45"),))
        day = local_day(timezone, on)
        make_booking(salon, make_customer(business), to_instant(day.first + 270))
        found = get_availability(
            business=business, service_id=salon.service.pk, employee_id=salon.jonas.pk, dates=(on, on), now=now
        )
        shown = [slot.starts_at for slot in found.days[0].slots]
        every_quarter = [to_instant(minute) for minute in range(day.first, day.first + 7 * 60, 15)]
        assert [moment for moment in every_quarter if is_bookable(salon, moment, now)] == shown
    assert shown
