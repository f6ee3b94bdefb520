"""What has the visitor chosen so far? Read from the address of the page, so that every step can be reloaded and shared.

Nothing about the person is ever in an address.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import QueryDict

from kartotek.domain.booking.decisions.asking import FIRST_YEAR, LAST_YEAR
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.catalog.values import EmployeeItem
from kartotek.kernel.errors import NotFound
from kartotek.web.kit.offered import Offered, Terms, list_offered

ANYONE = "any"
MOST_DIGITS = 19


@dataclass(frozen=True)
class Choice:
    """A service, perhaps a person (None: anyone), perhaps a start."""

    offered: Offered
    employee: EmployeeItem | None
    starts_at: datetime | None

    @property
    def terms(self) -> Terms:
        """How long it takes and what it costs, as far as that is known."""
        return self.offered.terms if self.employee is None else self.offered.terms_with(self.employee)

    @property
    def employee_value(self) -> str:
        """The person as addresses write it."""
        return ANYONE if self.employee is None else str(self.employee.id)

    @property
    def start_value(self) -> str:
        """The start as addresses write it."""
        return "" if self.starts_at is None else start_value(self.starts_at)

    @property
    def query(self) -> str:
        """The whole choice as a query string."""
        parts = {"service": str(self.offered.service.id), "employee": self.employee_value}
        if self.starts_at is not None:
            parts["start"] = self.start_value
        return urlencode(parts)


def start_value(moment: datetime) -> str:
    """An instant as addresses write it: “2026-11-13T09:15Z”."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def choice_of(query: QueryDict) -> Choice:
    """The choice in a query string; NotFound for a service or a person that cannot be booked here."""
    wanted = query.get("service", "")
    offered = next((one for one in list_offered() if str(one.service.id) == wanted), None)
    if offered is None:
        raise NotFound
    return Choice(offered, _employee(offered, query.get("employee", ANYONE)), start_of(query.get("start", "")))


def choice_of_booking(booking: BookingItem) -> Choice:
    """The service and the person of a booking; NotFound when that can no longer be booked online."""
    offered = next((one for one in list_offered() if one.service.id == booking.service_id), None)
    employee = None if offered is None else offered.employee(booking.employee_id)
    if offered is None or employee is None:
        raise NotFound
    return Choice(offered, employee, booking.starts_at)


def _employee(offered: Offered, value: str) -> EmployeeItem | None:
    if value in {ANYONE, ""}:
        return None
    found = offered.employee(int(value)) if value.isdecimal() and len(value) < MOST_DIGITS else None
    if found is None:
        raise NotFound
    return found


def start_of(value: str) -> datetime | None:
    """The instant an address means; None for what is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    is_thinkable = moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR
    return moment.astimezone(UTC) if is_thinkable else None
