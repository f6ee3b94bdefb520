"""A yoga class and its dates, for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.factories.booking import FREJA
from tests.factories.catalog import make_employee, make_service

from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.booking.models import ClassSession, Occupancy
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee, Service

# Tuesday 17 November 2026, 18:00 in Copenhagen.
TUESDAY_18 = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Studio:
    """A yoga class of an hour with twelve seats that Ida teaches."""

    business: Business
    yoga: Service
    ida: Employee

    def seat(
        self,
        session: ClassSession,
        *,
        booker: Booker | None = FREJA,
        identity: CustomerIdentity | None = None,
        note: str = "",
    ) -> OnlineBooking:
        """A request of the booking site for a seat."""
        return OnlineBooking((), "en", booker, identity, note, session.pk)


def make_studio(business: Business, **service: object) -> Studio:
    """The studio; Ida has no hours, for a class says itself when it is held."""
    yoga = make_service(business, "Yoga", **{"kind": "class", "duration_minutes": 60, "seats": 12, **service})
    return Studio(business, yoga, make_employee(business, "Ida Skov", (yoga,)))


def make_session(studio: Studio, starts_at: datetime = TUESDAY_18, seats: int = 2, **fields: object) -> ClassSession:
    """A date of an hour with two seats that holds Ida's time."""
    values: dict[str, object] = {
        "service": studio.yoga,
        "employee": studio.ida,
        "ends_at": starts_at + timedelta(hours=1),
        "created_at": datetime(2026, 11, 1, 9, tzinfo=UTC),
    }
    row = ClassSession.objects.create(
        business=studio.business, starts_at=starts_at, seats=seats, **{**values, **fields}
    )
    Occupancy.objects.create(
        business=studio.business, employee=row.employee, session=row, starts_at=row.starts_at, ends_at=row.ends_at
    )
    return row
