"""Which coming bookings would no longer lie within an employee's hours, if these were her weekly hours?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.outside import lies_within
from kartotek.domain.booking.queries.bookings import list_bookings
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.values.bookings import COMING, BookingFilters, BookingItem
from kartotek.domain.booking.values.hours import HoursDetails, WeeklyRow
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.periods import local_date
from kartotek.plumbing.paging import MOST


def list_falling_outside(
    *, business: BusinessLike, viewer: Actor, employee_id: int, items: Sequence[HoursDetails], now: datetime
) -> list[BookingItem]:
    """Of the next 200 coming bookings those within the hours of today's plans and outside the new ones: two queries."""
    zone = ZoneInfo(business.timezone)
    today = local_date(now, zone)
    filters = BookingFilters(from_on=today, employee_id=employee_id, statuses=COMING)
    coming = list_bookings(business=business, viewer=viewer, filters=filters, limit=MOST).items
    if not coming:
        return []
    last_on = local_date(coming[-1].starts_at, zone)
    before = get_hours_rows(business_id=business.id, employee_ids=[employee_id], from_on=today, to_on=last_on)
    after = replace(before, weekly=tuple(_row(employee_id, item) for item in items))
    return [
        each
        for each in coming
        if each.session_id is None  # a class says itself when it is held
        and lies_within(before, employee_id, business.timezone, each.starts_at, each.ends_at)
        and not lies_within(after, employee_id, business.timezone, each.starts_at, each.ends_at)
    ]


def _row(employee_id: int, item: HoursDetails) -> WeeklyRow:
    return WeeklyRow(
        employee_id,
        item.weekday,
        item.starts_minute,
        item.ends_minute,
        item.breaks,
        item.valid_from,
        item.valid_to,
    )
