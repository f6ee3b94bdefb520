"""What has the visitor chosen so far? Read from the address of the page, so that every step can be reloaded and shared.

Nothing about the person is ever in an address.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import QueryDict

from kartotek.domain.booking.decisions.asking import FIRST_YEAR, LAST_YEAR
from kartotek.domain.booking.queries.classes import get_class_session
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.catalog.values import EmployeeItem
from kartotek.kernel.errors import NotFound
from kartotek.web.kit.offered import Offered, Terms, list_offered

ANYONE = "any"
MOST_DIGITS = 19


@dataclass(frozen=True)
class Choice:
    """A service, perhaps a person (None: anyone), perhaps a start; of a class, perhaps one of its dates.

    `own_minutes`: the length it has whoever performs it: what staff gave the booking that is moved, or her own terms.
    """

    offered: Offered
    employee: EmployeeItem | None
    starts_at: datetime | None
    session: SessionItem | None = None
    own_minutes: int | None = None

    @property
    def terms(self) -> Terms:
        """How long it takes and what it costs, as far as that is known."""
        terms = self.offered.terms if self.employee is None else self.offered.terms_with(self.employee)
        return terms if self.session is None else replace(terms, minutes=self.session.minutes)

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
        if self.offered.is_class:
            session = {} if self.session is None else {"session": self.session.id}
            return urlencode({"service": self.offered.service.id, **session})
        parts = {"service": str(self.offered.service.id), "employee": self.employee_value}
        if self.starts_at is not None:
            parts["start"] = self.start_value
        return urlencode(parts)


def start_value(moment: datetime) -> str:
    """An instant as addresses write it: “2026-11-13T09:15Z”."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def choice_of(query: QueryDict, customer_id: int | None) -> Choice:
    """The choice in a query string, on the terms of a known customer; NotFound for a service or a person that cannot be
    booked here.
    """
    wanted = query.get("service", "")
    offered = next((one for one in list_offered(customer_id) if str(one.service.id) == wanted), None)
    if offered is None:
        raise NotFound
    if offered.is_class:
        return _choice_of_class(offered, query.get("session", ""))
    employee, starts_at = _employee(offered, query.get("employee", ANYONE)), start_of(query.get("start", ""))
    return Choice(offered, employee, starts_at, own_minutes=offered.own.duration_minutes)


def _choice_of_class(offered: Offered, value: str) -> Choice:
    """A class, and perhaps one of its dates; NotFound for a date that is none of them."""
    if not value:
        return Choice(offered, None, None)
    session = get_class_session(_number(value))
    if session.service_id != offered.service.id or session.is_cancelled:
        raise NotFound
    return Choice(offered, offered.employee(session.employee_id), session.starts_at, session)


def choice_of_booking(booking: BookingItem) -> Choice:
    """The service and the person of a booking; NotFound when that can no longer be booked online."""
    offered = next((one for one in list_offered(booking.customer_id) if one.service.id == booking.service_id), None)
    employee = None if offered is None else offered.employee(booking.employee_id)
    if offered is None or employee is None:
        raise NotFound
    return Choice(offered, employee, booking.starts_at, own_minutes=booking.own_minutes or offered.own.duration_minutes)


def _employee(offered: Offered, value: str) -> EmployeeItem | None:
    if value in {ANYONE, ""}:
        return None
    found = offered.employee(_number(value))
    if found is None:
        raise NotFound
    return found


def _number(value: str) -> int:
    """What an address names by number; 0, which nothing has, for what is none."""
    return int(value) if value.isdecimal() and len(value) < MOST_DIGITS else 0


def start_of(value: str) -> datetime | None:
    """The instant an address means; None for what is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    is_thinkable = moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR
    return moment.astimezone(UTC) if is_thinkable else None
