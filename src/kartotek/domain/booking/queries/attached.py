"""How many coming bookings hang on a service or an employee? Asked before one is put away (joint 6)."""

from datetime import datetime

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import COMING


def count_coming_of_service(service_id: int, *, now: datetime) -> int:
    """Bookings of the service that are not over."""
    return Booking.objects.filter(service_id=service_id, status__in=COMING, ends_at__gt=now).count()


def count_coming_with_employee(employee_id: int, *, now: datetime) -> int:
    """Bookings with the employee that are not over."""
    return Booking.objects.filter(employee_id=employee_id, status__in=COMING, ends_at__gt=now).count()
