"""When do employees work, as stored: for the screens one by one, for availability all at once?"""

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection

from kartotek.domain.booking.models import ClosedDay, DayOff, Opening, WeeklyHours
from kartotek.domain.booking.values.hours import (
    ClosedDayItem,
    DayOffItem,
    DayOffRow,
    HoursItem,
    HoursRows,
    OpeningItem,
    OpeningRow,
    Span,
    WeeklyRow,
)
from kartotek.kernel.errors import NotFound

_ROWS = """
SELECT 0, employee_id, weekday::int, starts_minute::int, ends_minute::int, breaks, valid_from, valid_to
FROM booking_weeklyhours
WHERE business_id = %(business)s AND employee_id = ANY(%(employees)s)
  AND (valid_from IS NULL OR valid_from <= %(to)s) AND (valid_to IS NULL OR valid_to >= %(from)s)
UNION ALL
SELECT 1, employee_id, 0, starts_minute::int, ends_minute::int, NULL, from_on, to_on
FROM booking_dayoff
WHERE business_id = %(business)s AND employee_id = ANY(%(employees)s) AND from_on <= %(to)s AND to_on >= %(from)s
UNION ALL
SELECT 2, employee_id, 0, starts_minute::int, ends_minute::int, NULL, "on", "on"
FROM booking_opening
WHERE business_id = %(business)s AND employee_id = ANY(%(employees)s) AND "on" BETWEEN %(from)s AND %(to)s
UNION ALL
SELECT 3, 0, 0, 0, 0, NULL, "on", "on"
FROM booking_closedday
WHERE business_id = %(business)s AND "on" BETWEEN %(from)s AND %(to)s
"""


def get_hours_rows(*, business_id: int, employee_ids: Sequence[int], from_on: date, to_on: date) -> HoursRows:
    """Everything about when these employees work between two dates (both included), by one query.

    The SQL names the business itself, since django-scopes does not guard raw SQL (joint 17).
    """
    weekly, days_off, openings, closed_on = [], [], [], set()
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"business": business_id, "employees": list(employee_ids), "from": from_on, "to": to_on})
        for kind, employee_id, weekday, starts, ends, breaks, first_on, last_on in cursor.fetchall():
            if kind == 0:
                spans = tuple(Span(*pair) for pair in json.loads(breaks))
                weekly.append(WeeklyRow(employee_id, weekday, starts, ends, spans, first_on, last_on))
            elif kind == 1:
                days_off.append(DayOffRow(employee_id, first_on, last_on, starts, ends))
            elif kind == 2:
                openings.append(OpeningRow(employee_id, first_on, starts, ends))
            else:
                closed_on.add(first_on)
    return HoursRows(tuple(weekly), tuple(days_off), tuple(openings), frozenset(closed_on))


def list_hours(employee_id: int) -> list[HoursItem]:
    """The weekly hours of an employee, oldest validity first, then in the order of the week."""
    rows = WeeklyHours.objects.filter(employee_id=employee_id)
    return sorted(map(hours_item, rows), key=_in_order)


def _in_order(item: HoursItem) -> tuple[date, int, int, int]:
    return item.valid_from or date.min, item.weekday, item.starts_minute, item.id


def week_version(items: Iterable[HoursItem]) -> int:
    """The version of a whole week, made of those of its parts: whoever replaces it saw this one, or is refused."""
    parts = sorted((item.id, item.version) for item in items)
    return zlib.crc32(repr(parts).encode()) % 1_000_000_000


def get_hours(employee_id: int, hours_id: int) -> HoursItem:
    """One stretch of weekly hours; of another employee or business: NotFound."""
    row = WeeklyHours.objects.filter(employee_id=employee_id, pk=hours_id).first()
    if row is None:
        raise NotFound
    return hours_item(row)


def list_days_off(employee_id: int, *, since: date | None = None) -> list[DayOffItem]:
    """The absences of an employee in order of time; with `since` only those that are not over on that date."""
    rows = DayOff.objects.filter(employee_id=employee_id).order_by("from_on", "id")
    return [day_off_item(row) for row in (rows if since is None else rows.filter(to_on__gte=since))]


def get_day_off(employee_id: int, day_off_id: int) -> DayOffItem:
    """One absence; of another employee or business: NotFound."""
    row = DayOff.objects.filter(employee_id=employee_id, pk=day_off_id).first()
    if row is None:
        raise NotFound
    return day_off_item(row)


def list_openings(employee_id: int, *, since: date | None = None) -> list[OpeningItem]:
    """The extra openings of an employee in order of time; with `since` only from that date on."""
    rows = Opening.objects.filter(employee_id=employee_id).order_by("on", "starts_minute", "id")
    return [opening_item(row) for row in (rows if since is None else rows.filter(on__gte=since))]


def get_opening(employee_id: int, opening_id: int) -> OpeningItem:
    """One extra opening; of another employee or business: NotFound."""
    row = Opening.objects.filter(employee_id=employee_id, pk=opening_id).first()
    if row is None:
        raise NotFound
    return opening_item(row)


def list_closed_days(*, since: date | None = None) -> list[ClosedDayItem]:
    """The closed days of the business in order of time; with `since` only from that date on."""
    rows = ClosedDay.objects.order_by("on")
    return [closed_day_item(row) for row in (rows if since is None else rows.filter(on__gte=since))]


def get_closed_day(closed_day_id: int) -> ClosedDayItem:
    """One closed day; of another business: NotFound."""
    row = ClosedDay.objects.filter(pk=closed_day_id).first()
    if row is None:
        raise NotFound
    return closed_day_item(row)


def hours_item(row: WeeklyHours) -> HoursItem:
    """Weekly hours as a value."""
    return HoursItem(
        id=row.pk,
        version=row.version,
        employee_id=row.employee_id,
        weekday=row.weekday,
        starts_minute=row.starts_minute,
        ends_minute=row.ends_minute,
        breaks=tuple(Span(starts, ends) for starts, ends in row.breaks),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def day_off_item(row: DayOff) -> DayOffItem:
    """An absence as a value."""
    return DayOffItem(
        id=row.pk,
        version=row.version,
        employee_id=row.employee_id,
        from_on=row.from_on,
        to_on=row.to_on,
        starts_minute=row.starts_minute,
        ends_minute=row.ends_minute,
        note=row.note,
    )


def opening_item(row: Opening) -> OpeningItem:
    """An extra opening as a value."""
    return OpeningItem(
        id=row.pk,
        version=row.version,
        employee_id=row.employee_id,
        on=row.on,
        starts_minute=row.starts_minute,
        ends_minute=row.ends_minute,
        note=row.note,
    )


def closed_day_item(row: ClosedDay) -> ClosedDayItem:
    """A closed day as a value."""
    return ClosedDayItem(id=row.pk, version=row.version, on=row.on, name=row.name)
