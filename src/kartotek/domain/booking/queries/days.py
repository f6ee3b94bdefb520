"""What stands in the calendar on some days, when do people not work then, and how full is each?

The SQL names the business itself, since django-scopes does not guard raw SQL (joint 17).
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.bits import runs, span
from kartotek.domain.booking.decisions.calendar import to_instant
from kartotek.domain.booking.decisions.starts import Range, open_bits
from kartotek.domain.booking.queries.availability import checked_range
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.days import Closing, DayBooking, DayLoad
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.periods import opening_instant

# No booking takes more than two days, so the index on (business, starts_at) finds all that meet a period. Of customers
# out of the viewer's areas nothing is told but the time (S41).
_BOOKINGS = """
SELECT booking.id, booking.version, booking.status, booking.channel = 'online', booking.is_squeezed,
       is_told AND (booking.note <> '' OR booking.internal_note <> ''),
       is_told AND NOT EXISTS (
           SELECT 1 FROM booking_booking AS earlier
           WHERE earlier.customer_id = booking.customer_id AND earlier.starts_at < booking.starts_at
             AND earlier.status IN ('pending', 'confirmed', 'arrived', 'completed')
       ),
       booking.service_id, service.name, service.color, booking.employee_id, booking.starts_at, booking.ends_at,
       CASE WHEN is_told THEN customer.id END,
       CASE WHEN is_told THEN trim(customer.first_name || ' ' || customer.last_name) ELSE '' END,
       CASE WHEN is_told THEN customer.important_note ELSE '' END,
       CASE WHEN is_told THEN customer.max_future_bookings END,
       booking.gap_after_minutes, booking.gap_minutes
FROM booking_booking AS booking
JOIN catalog_service AS service ON service.id = booking.service_id
JOIN customers_customer AS customer ON customer.id = booking.customer_id
CROSS JOIN LATERAL (
    SELECT %(areas)s::bigint[] IS NULL OR coalesce(customer.area_id = ANY(%(areas)s), FALSE)
) AS seen (is_told)
WHERE booking.business_id = %(business)s AND booking.session_id IS NULL
  AND booking.status NOT IN ('cancelled', 'rejected') AND booking.employee_id = ANY(%(employees)s)
  AND booking.starts_at > %(first)s - interval '2 days' AND booking.starts_at < %(last)s AND booking.ends_at > %(first)s
ORDER BY booking.starts_at, booking.id
"""
_TAKEN_MINUTES = """
SELECT (starts_at AT TIME ZONE %(zone)s)::date, sum(date_part('epoch', ends_at - starts_at)::bigint / 60)
FROM booking_occupancy
WHERE business_id = %(business)s AND employee_id = ANY(%(employees)s)
  AND ends_at > %(first)s AND ends_at <= %(last)s + interval '2 days' AND starts_at < %(last)s
GROUP BY 1
"""

Dates = tuple[date, date]


def list_day_bookings(
    *, business: BusinessLike, viewer: Actor, dates: Dates, employee_ids: Collection[int]
) -> list[DayBooking]:
    """What these employees have on local dates (both included), by start; no seats, nothing cancelled. One query."""
    areas = None if viewer.area_ids is None else sorted(viewer.area_ids)
    asked = {**_period(business, dates), "employees": list(employee_ids), "areas": areas}
    with connection.cursor() as cursor:
        cursor.execute(_BOOKINGS, asked)
        return [DayBooking(row[0], row[1], Status(row[2]), *row[3:]) for row in cursor.fetchall()]


def list_closings(*, business: BusinessLike, dates: Dates, employee_ids: Collection[int]) -> list[Closing]:
    """When these employees do not work on local dates (both included): before, after, in breaks, away. One query."""
    asked = checked_range(business.timezone, *dates)
    return [
        Closing(who, to_instant(asked.origin + starts), to_instant(asked.origin + ends))
        for who, open_minutes in _working(business, asked, employee_ids)
        for day in asked.days
        for starts, ends in runs(~open_minutes & span(day.first - asked.origin, day.last - asked.origin))
    ]


def list_loads(*, business: BusinessLike, dates: Dates, employee_ids: Collection[int]) -> list[DayLoad]:
    """How full each of the local dates is, of all these employees together. Two queries."""
    asked = checked_range(business.timezone, *dates)
    with connection.cursor() as cursor:
        values = {**_period(business, dates), "employees": list(employee_ids), "zone": business.timezone}
        cursor.execute(_TAKEN_MINUTES, values)
        taken = {on: int(minutes) for on, minutes in cursor.fetchall()}
    working = [bits for _who, bits in _working(business, asked, employee_ids)]
    return [
        DayLoad(
            day.on, sum(_minutes(bits, day.first - asked.origin, day.last - day.first) for bits in working), minutes
        )
        for day in asked.days
        for minutes in [taken.get(day.on, 0)]
    ]


def _working(business: BusinessLike, asked: Range, employee_ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """Each employee with the minutes at which he works."""
    wide = asked.wide_days
    hours = get_hours_rows(
        business_id=business.id, employee_ids=sorted(employee_ids), from_on=wide[0].on, to_on=wide[-1].on
    )
    for who in employee_ids:
        yield who, open_bits(hours, who, asked)


def _minutes(bits: int, starts: int, length: int) -> int:
    return ((bits >> starts) & ((1 << length) - 1)).bit_count()


def _period(business: BusinessLike, dates: Dates) -> dict[str, int | datetime]:
    zone = ZoneInfo(business.timezone)
    last = opening_instant(dates[1] + timedelta(days=1), 0, zone)
    return {"business": business.id, "first": opening_instant(dates[0], 0, zone), "last": last}
