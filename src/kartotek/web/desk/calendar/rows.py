"""The list of a day: the full alternative to columns and dragging, by time, with all that can be done."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext

from kartotek.domain.access.values import State, TagFact
from kartotek.domain.booking.queries.own_calendar import find_own_calendar
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.booking.values.days import DayBooking
from kartotek.domain.overview.queries.calendar import get_calendar
from kartotek.domain.overview.values import CalendarLine
from kartotek.web.desk.calendar.asked import Asked
from kartotek.web.kit import looks
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.looks import Look
from kartotek.web.kit.tag_looks import in_order

_MOVABLE = frozenset({Status.PENDING, Status.CONFIRMED})
NOON, EVENING = 12, 17


@dataclass(frozen=True)
class Row:
    """One booking, class or taken time of the list."""

    one: DayBooking | SessionItem
    employee: str
    badge: Look | None = None
    access: Look | None = None
    tags: tuple[TagFact, ...] = ()
    may_move: bool = False

    @property
    def booking(self) -> DayBooking | None:
        """The booking, where it is one of somebody whom the viewer may know."""
        return self.one if isinstance(self.one, DayBooking) and self.one.customer_id is not None else None

    @property
    def session(self) -> SessionItem | None:
        """The class, where it is one."""
        return self.one if isinstance(self.one, SessionItem) else None


@dataclass(frozen=True)
class Group:
    """A part of the day."""

    title: str
    rows: list[Row]


def groups_of(desk: DeskContext, asked: Asked) -> list[Group]:
    """Morning, afternoon and evening, each by time."""
    names = {one.id: one.name for one in asked.shown}
    found = get_calendar(
        business=desk.business, viewer=desk.actor, dates=asked.ends, employee_ids=list(names), now=desk.now
    )
    own = find_own_calendar(desk.actor)
    rows = [_row(line, names, own) for line in found.lines]
    rows += [Row(session, names[session.employee_id]) for session in found.sessions]
    rows.sort(key=lambda row: (row.one.starts_at, row.one.employee_id))
    return [Group(title, list(part)) for title, part in groupby(rows, lambda row: _part(row.one.starts_at))]


def _row(line: CalendarLine, names: dict[int, str], own: int | None) -> Row:
    booking = line.booking
    name = names[booking.employee_id]
    if booking.customer_id is None:
        return Row(booking, name)
    may_move = own in {None, booking.employee_id} and booking.status in _MOVABLE
    access = None if line.state is State.OPEN else looks.ACCESS[line.state]
    return Row(booking, name, looks.BOOKING[booking.status], access, tuple(in_order(line.tags)), may_move)


def _part(moment: datetime) -> str:
    hour = timezone.localtime(moment).hour
    return gettext("Morning") if hour < NOON else gettext("Afternoon") if hour < EVENING else gettext("Evening")
