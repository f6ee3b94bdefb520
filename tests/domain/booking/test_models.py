"""Rows of bookings name themselves in logs, and the database keeps them sane."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.booking.models import AvailabilityVersion, Booking, Occupancy
from kartotek.domain.businesses.models import Business


@pytest.fixture
def booking(scoped: Business, now: datetime) -> Booking:
    salon: Salon = make_salon(scoped)
    return make_booking(salon, make_customer(scoped))


def test_rows_name_themselves(booking: Booking) -> None:
    occupancy = Occupancy.objects.get()
    version = AvailabilityVersion.objects.get(employee_id=booking.employee_id)
    assert [str(row) for row in (booking, occupancy, version)] == [
        f"booking {booking.pk}, confirmed",
        f"occupancy of employee {booking.employee_id}",
        f"version {version.version} of employee {booking.employee_id}",
    ]


@pytest.mark.parametrize("model", [Booking, Occupancy])
def test_nothing_ends_before_it_starts(booking: Booking, model: type[Booking] | type[Occupancy]) -> None:
    with pytest.raises(IntegrityError):
        model.objects.update(ends_at=booking.starts_at - timedelta(minutes=1))
