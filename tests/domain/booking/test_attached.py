"""Is it known how many coming bookings hang on a service or an employee?"""

from datetime import datetime, timedelta

import pytest
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.booking.queries.attached import count_coming_of_service, count_coming_with_employee
from kartotek.domain.businesses.models import Business


@pytest.mark.usefixtures("scoped")
def test_only_bookings_that_are_not_over_count(business: Business, now: datetime) -> None:
    salon, customer = make_salon(business), make_customer(business)
    make_booking(salon, customer)
    make_booking(salon, customer, employee=salon.mette)
    make_booking(salon, customer, now + timedelta(days=30), status="cancelled")
    make_booking(salon, customer, now - timedelta(days=2), status="completed")
    make_booking(salon, customer, now - timedelta(days=1))
    assert count_coming_of_service(salon.service.pk, now=now) == 2
    assert count_coming_with_employee(salon.jonas.pk, now=now) == 1
    assert count_coming_with_employee(salon.mette.pk, now=now) == 1
