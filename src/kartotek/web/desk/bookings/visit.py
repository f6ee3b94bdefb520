"""A visit of several services: which follow the first, when is all of it free, and what of it stands against it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from kartotek.domain.access.values import Channel, Decision, Question
from kartotek.domain.booking.queries.visits import list_free_visits, plan_visit
from kartotek.domain.booking.values.bookings import Wish
from kartotek.domain.booking.values.visits import Following, Plan, PlannedPart
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem
from kartotek.domain.overview.queries.access import get_customer_access
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.bookings.choosing import Choices, Start
from kartotek.web.kit import dates
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.warnings import warnings_of

MOST_SERVICES = 10
SERVICE, EMPLOYEE, ADD, REMOVE = "then_service", "then_employee", "add", "remove"


@dataclass(frozen=True)
class Row:
    """A service that follows, as it is chosen: `place` counts the services of the visit, the first is 1."""

    place: int
    service: ServiceItem | None
    employee_id: int | None
    employees: list[EmployeeItem]


@dataclass(frozen=True)
class Visit:
    """What follows the first service; without rows it is a booking like any other."""

    choices: Choices
    rows: tuple[Row, ...]
    is_changed: bool = False

    @property
    def following(self) -> tuple[Following, ...]:
        """All services in their order, the first too."""
        first = self.choices.service
        begins = () if first is None else (Following(first.id, self.choices.employee_id),)
        return begins + tuple(Following(row.service.id, row.employee_id) for row in self.rows if row.service)

    @property
    def has_many(self) -> bool:
        """Whether it is more than one service."""
        return len(self.following) > 1

    @property
    def may_add(self) -> bool:
        """Whether another service can follow: the last one is chosen, and there is room."""
        return len(self.rows) + 1 < MOST_SERVICES and all(row.service for row in self.rows)

    @property
    def query(self) -> str:
        """What follows, for the address of a page that leads back here."""
        chosen = [(row.service.id, row.employee_id or "") for row in self.rows if row.service]
        query = urlencode([pair for one in chosen for pair in ((SERVICE, one[0]), (EMPLOYEE, one[1]))])
        return f"&{query}" if query else ""


def visit_of(query: QueryDict, choices: Choices) -> Visit:
    """What the address says follows the first service. What cannot be read there is left out."""
    given = list(zip_longest(query.getlist(SERVICE), query.getlist(EMPLOYEE), fillvalue=""))
    removed = query.get(REMOVE, "")
    kept = [pair for place, pair in enumerate(given, 2) if str(place) != removed]
    services = {str(each.id): each for each in choices.services}
    known = [(services[service], employee) for service, employee in kept if service in services]
    rows = [_row(place, service, who, choices) for place, (service, who) in enumerate(known, 2)][: MOST_SERVICES - 1]
    if ADD in query and len(rows) + 1 < MOST_SERVICES:
        rows.append(Row(len(rows) + 2, None, None, []))
    return Visit(choices, tuple(rows), is_changed=bool(removed))


def _row(place: int, service: ServiceItem, chosen: str, choices: Choices) -> Row:
    employees = [each for each in choices.all_employees if each.id in service.employee_ids]
    employee_id = next((each.id for each in employees if str(each.id) == chosen), None)
    return Row(place, service, employee_id, employees)


def free_visits(visit: Visit, desk: DeskContext, *, customer_id: int) -> list[Start]:
    """The times at which all of it is free on the chosen day; the names tell who does what when."""
    try:
        plans = list_free_visits(
            business=desk.business,
            following=visit.following,
            on=visit.choices.on,
            now=desk.now,
            customer_id=customer_id,
        )
    except KartotekError as error:
        visit.choices.form.add_error("on", str(error))
        return []
    return [Start(plan[0].starts_at, plan[0].starts_at.isoformat(), _told(plan)) for plan in plans]


def plan_at(visit: Visit, desk: DeskContext, *, customer_id: int, starts_at: datetime) -> Plan:
    """Who would do what when, if it began then."""
    return plan_visit(business=desk.business, following=visit.following, starts_at=starts_at, customer_id=customer_id)


def wishes_of(plan: Plan) -> tuple[Wish, ...]:
    """To be booked as it was shown."""
    return tuple(Wish(part.service_id, part.starts_at, part.offer.employee_id) for part in plan)


def taken_parts(plan: Plan) -> list[str]:
    """Which services meet another appointment."""
    return [_part(one) for one in plan if not one.is_free]


def warnings_by_part(decision: Decision, plan: Plan, desk: DeskContext, *, customer_id: int) -> list[str]:
    """What warns about the visit; what concerns only some of its services names them."""
    asked = [_warnings(part, desk, customer_id) for part in plan]
    return [
        _named(text, [part for part, texts in zip(plan, asked, strict=True) if text in texts], plan)
        for text in warnings_of(decision)
    ]


def _warnings(part: PlannedPart, desk: DeskContext, customer_id: int) -> list[str]:
    access = get_customer_access(
        business=desk.business,
        viewer=desk.actor,
        customer_id=customer_id,
        now=desk.now,
        question=Question(
            channel=Channel.STAFF,
            service_id=part.service_id,
            employee_id=part.offer.employee_id,
            starts_at=part.starts_at,
        ),
    )
    return warnings_of(access.decision)


def _named(text: str, parts: Sequence[PlannedPart], plan: Plan) -> str:
    if not parts or len(parts) == len(plan):
        return text
    return f"{'; '.join(_part(one) for one in parts)}: {text}"


def _told(plan: Plan) -> str:
    return " · ".join(_part(one) for one in plan)


def _part(part: PlannedPart) -> str:
    return gettext("%(service)s %(time)s with %(employee)s") % {
        "service": part.service_name,
        "time": dates.clock(part.starts_at),
        "employee": part.offer.employee_name,
    }
