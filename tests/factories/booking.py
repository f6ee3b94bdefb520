"""Bookings and a small salon in which they can be made, for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.factories.catalog import make_employee, make_service
from tests.factories.hours import make_week

from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.booking.models import Booking, Occupancy, ServiceTerms
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Status, Wish
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer

# Monday 16 November 2026, 10:00 in Copenhagen: in the week after the stories' Thursday.
MONDAY_10 = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
FREJA = Booker("Freja", "Holm", "freja.holm@example.com", "+4550550162")


@dataclass(frozen=True)
class Salon:
    """A service of 45 minutes that Jonas and Mette perform, Monday to Friday 9 to 17."""

    business: Business
    service: Service
    jonas: Employee
    mette: Employee

    def wish(self, starts_at: datetime = MONDAY_10, employee: Employee | None = None) -> Wish:
        """The service at that time, with anyone unless told."""
        return Wish(self.service.pk, starts_at, employee.pk if employee else None)

    def online(
        self,
        *wishes: Wish,
        booker: Booker | None = FREJA,
        identity: CustomerIdentity | None = None,
        language: str = "en",
        note: str = "",
    ) -> OnlineBooking:
        """A request of the booking site, for one wish on Monday at ten unless told."""
        return OnlineBooking(wishes or (self.wish(),), language, booker, identity, note)


def make_salon(business: Business, **service: object) -> Salon:
    """The salon with its two employees and their hours."""
    cut = make_service(business, "Haircut", **service)
    jonas, mette = make_employee(business, "Jonas Krog", (cut,)), make_employee(business, "Mette Lund", (cut,))
    for employee in (jonas, mette):
        make_week(employee)
    return Salon(business, cut, jonas, mette)


def make_booking(
    salon: Salon,
    customer: Customer,
    starts_at: datetime = MONDAY_10,
    employee: Employee | None = None,
    **fields: object,
) -> Booking:
    """A confirmed booking with Jonas that holds its 45 minutes."""
    who = employee or salon.jonas
    ends_at = starts_at + timedelta(minutes=salon.service.duration_minutes)
    values: dict[str, object] = {
        "visit": uuid4(),
        "ends_at": ends_at,
        "status": Status.CONFIRMED.value,
        "channel": "online",
        "price": salon.service.price,
        "currency": salon.business.currency,
        "created_at": datetime(2026, 11, 1, 9, tzinfo=UTC),
        "created_by": "Freja Holm",
    }
    row = Booking.objects.create(
        business=salon.business,
        customer=customer,
        service=salon.service,
        employee=who,
        starts_at=starts_at,
        **{**values, **fields},
    )
    if row.status in {"pending", "confirmed", "arrived", "completed"}:
        Occupancy.objects.create(
            business=salon.business, employee=who, booking=row, starts_at=starts_at, ends_at=row.ends_at
        )
    return row


def make_terms(customer: Customer, service: Service, **fields: object) -> ServiceTerms:
    """Own terms of a service: an hour and a quarter unless told."""
    values = {"duration_minutes": 75, **fields}
    return ServiceTerms.objects.create(business_id=customer.business_id, customer=customer, service=service, **values)


def new_visit() -> UUID:
    """What bookings made together share."""
    return uuid4()
