"""Which coming bookings would no longer lie within the hours of their employees, if these changed?"""

import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.outside import Change, falling_outside
from kartotek.domain.booking.decisions.starts import DAYS_AFTER, DAYS_BEFORE
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import sane
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.values.bookings import COMING
from kartotek.domain.booking.values.hours import HoursRows
from kartotek.domain.booking.values.outside import MOST_SHOWN, NOTHING, Fallen, Held, Outside
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.periods import local_date, opening_instant

_DAY = timedelta(days=1)


class _Row(NamedTuple):
    pk: int
    employee_id: int
    starts_at: datetime
    ends_at: datetime
    employee: str
    service: str
    first_name: str
    last_name: str
    area_id: int | None


def list_falling_outside(*, business: BusinessLike, viewer: Actor, change: Change, now: datetime) -> Outside:
    """The coming bookings within the hours as they are and outside what they become, the first 50 told: two queries.

    A class says itself when it is held. What customers hold whom the viewer may not know of counts, and is told by its
    time alone.
    """
    zone = ZoneInfo(business.timezone)
    rows = _coming(change, zone, now)
    if not rows:
        return NOTHING
    held = [Held(row.pk, row.employee_id, row.starts_at, row.ends_at) for row in rows]
    fallen = falling_outside(_hours(business, rows, zone), change, business.timezone, held)
    if not fallen:
        return NOTHING
    ids = {each.booking_id for each in fallen}
    found = [row for row in rows if row.pk in ids]
    mark = str(zlib.crc32(repr([row.pk for row in found]).encode()))
    return Outside(len(found), tuple(_told(row, viewer) for row in found[:MOST_SHOWN]), mark)


def _coming(change: Change, zone: ZoneInfo, now: datetime) -> list[_Row]:
    condition = Q(session=None, status__in=[status.value for status in COMING], ends_at__gt=now)
    if change.employee_id is not None:
        condition &= Q(employee_id=change.employee_id)
    if change.first_on is not None:  # one that starts earlier may reach into it
        condition &= Q(starts_at__gte=opening_instant(sane(change.first_on) - DAYS_AFTER * _DAY, 0, zone))
    if change.last_on is not None:
        condition &= Q(starts_at__lt=opening_instant(sane(change.last_on) + _DAY, 0, zone))
    rows = Booking.objects.filter(condition).order_by("starts_at", "pk")
    names = ("employee__name", "service__name", "customer__first_name", "customer__last_name", "customer__area_id")
    return [_Row(*row) for row in rows.values_list("pk", "employee_id", "starts_at", "ends_at", *names)]


def _hours(business: BusinessLike, rows: Sequence[_Row], zone: ZoneInfo) -> HoursRows:
    first_on, last_on = _date(rows[0], zone), _date(rows[-1], zone)
    return get_hours_rows(
        business_id=business.id,
        employee_ids=sorted({row.employee_id for row in rows}),
        from_on=first_on - DAYS_BEFORE * _DAY,
        to_on=last_on + DAYS_AFTER * _DAY,
    )


def _date(row: _Row, zone: ZoneInfo) -> date:
    return local_date(row.starts_at, zone)


def _told(row: _Row, viewer: Actor) -> Fallen:
    if viewer.area_ids is not None and row.area_id not in viewer.area_ids:
        return Fallen(starts_at=row.starts_at, ends_at=row.ends_at, employee_name=row.employee)
    return Fallen(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        employee_name=row.employee,
        booking_id=row.pk,
        customer_name=f"{row.first_name} {row.last_name}".strip(),
        service_name=row.service,
    )
