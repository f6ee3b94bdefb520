"""What is a booking, as somebody of the staff is told of it by e-mail?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kartotek.domain.booking.values.bookings import Status


@dataclass(frozen=True)
class NewsBooking:
    """A booking with the names that are told. `at`: when it was made, or cancelled."""

    id: int
    visit: UUID
    status: Status
    starts_at: datetime
    ends_at: datetime
    service: str
    employee_id: int
    employee: str
    customer: str
    area_id: int | None
    note: str
    cancel_reason: str
    at: datetime


@dataclass(frozen=True)
class NewsPlace:
    """Something that happened in one business at one moment: it is told once to each who wants to know."""

    business_id: int
    visit: UUID
    at: datetime
