"""Show the bookings of one day, by start, with what can be done about each."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kartotek.domain.access.values import State, TagFact
from kartotek.domain.booking.queries import list_taken
from kartotek.domain.booking.queries.classes import list_sessions_between
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.classes import SessionFilters
from kartotek.domain.catalog.queries import list_employees
from kartotek.domain.overview.queries.day import list_day_lines
from kartotek.domain.overview.values import DayLine
from kartotek.web.desk.day.forms import DayForm
from kartotek.web.kit import looks
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.looks import Look
from kartotek.web.kit.tag_looks import in_order
from kartotek.web.kit.views import desk_view

_OVER = frozenset({Status.COMPLETED, Status.NO_SHOW})
_GONE = frozenset({Status.CANCELLED, Status.REJECTED})


@dataclass(frozen=True)
class Row:
    """One booking of the list."""

    line: DayLine
    badge: Look
    access: Look | None
    is_late: bool
    is_over: bool
    tags: list[TagFact]

    @property
    def key(self) -> str:
        """What `?at=` calls it."""
        return f"b{self.line.booking.id}"


@dataclass(frozen=True)
class Group:
    """Bookings under one heading."""

    title: str
    rows: list[Row]


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The list of `?on=`, today unless told, of everybody or of one employee."""
    desk = request.desk
    today = desk.now.astimezone(ZoneInfo(desk.business.timezone)).date()
    employees = list_employees()
    on, employee_id = DayForm(request.GET.dict(), employees=employees).chosen(today)
    lines = list_day_lines(business=desk.business, viewer=desk.actor, on=on, now=desk.now, employee_id=employee_id)
    rows = [_row(line, desk) for line in lines]
    filters = SessionFilters(on, on, employee_id=employee_id)
    context = {
        "form": DayForm({"on": on.isoformat(), "employee": str(employee_id or "")}, employees=employees),
        "on": on,
        "is_today": on == today,
        "groups": _groups(rows),
        "taken": list_taken(business=desk.business, viewer=desk.actor, on=on, employee_id=employee_id),
        "sessions": list_sessions_between(business=desk.business, filters=filters),
        "figures": _figures(rows),
        "here": _address(desk, on, employee_id),
        "today": _address(desk, today, employee_id),
        "earlier": _address(desk, on - timedelta(days=1), employee_id) if on > date.min else "",
        "later": _address(desk, on + timedelta(days=1), employee_id) if on < date.max else "",
        "at": request.GET.get("at", ""),
    }
    return render(request, "day/index.html", context)


def _row(line: DayLine, desk: DeskContext) -> Row:
    booking = line.booking
    is_late = booking.status in {Status.PENDING, Status.CONFIRMED} and booking.starts_at < desk.now
    access = None if line.state is State.OPEN else looks.ACCESS[line.state]
    is_over = booking.status in _OVER | _GONE
    return Row(line, looks.BOOKING[booking.status], access, is_late, is_over, in_order(line.tags))


def _groups(rows: list[Row]) -> list[Group]:
    """Who is in the house first, then who is to come, then what is over, then what will not be."""
    parts = (
        (gettext("In the house"), {Status.ARRIVED}),
        (gettext("Next"), {Status.PENDING, Status.CONFIRMED}),
        (gettext("Over"), _OVER),
        (gettext("Cancelled and declined"), _GONE),
    )
    groups = [Group(title, [row for row in rows if row.line.booking.status in kinds]) for title, kinds in parts]
    return [group for group in groups if group.rows]


def _figures(rows: list[Row]) -> list[tuple[int, str, str]]:
    """How many of each, with the colour of the figure."""
    statuses = [row.line.booking.status for row in rows]
    booked = [status for status in statuses if status not in _GONE]
    waiting = statuses.count(Status.PENDING)
    return [
        (len(booked), gettext("bookings"), ""),
        (statuses.count(Status.ARRIVED), gettext("in the house"), "is-yes" if Status.ARRIVED in statuses else ""),
        (statuses.count(Status.CONFIRMED) + waiting, gettext("still to come"), ""),
        (waiting, gettext("wait for approval"), "is-limited" if waiting else ""),
        (statuses.count(Status.NO_SHOW), gettext("no-shows"), "is-no" if Status.NO_SHOW in statuses else ""),
    ]


def _address(desk: DeskContext, on: date, employee_id: int | None) -> str:
    query = {"on": on.isoformat(), **({"employee": employee_id} if employee_id else {})}
    return f"{desk.url('day:index')}?{urlencode(query)}"
