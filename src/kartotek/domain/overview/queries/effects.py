"""What did access decisions come to in a month? Refusals by reason; overrides and mistaken locks by staff member."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from kartotek.domain.access.values import ReasonCode
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.overview.values import Effects, ReasonCount, StaffCount
from kartotek.kernel.errors import invalid
from kartotek.kernel.periods import local_date, opening_instant
from kartotek.kernel.words import gettext_noop

# Inspectors count what they may see: customers of their areas (S41). A refusal of nobody's card is nobody's.
_VISIBLE = "(%(areas)s::bigint[] IS NULL OR card.area_id = ANY(%(areas)s))"
_COUNT_REASONS = """
SELECT reason.value->>'code', count(DISTINCT refusal.id), count(DISTINCT refusal.id) FILTER (WHERE reason.place = 1),
       (SELECT count(*) FROM access_refusal AS refusal
        LEFT JOIN customers_customer AS card ON card.id = refusal.customer_id
        WHERE refusal.business_id = %(business)s AND refusal.at >= %(starts_at)s AND refusal.at < %(ends_at)s
          AND {visible})
FROM access_refusal AS refusal
LEFT JOIN customers_customer AS card ON card.id = refusal.customer_id,
     jsonb_array_elements(refusal.decision->'reasons') WITH ORDINALITY AS reason(value, place)
WHERE refusal.business_id = %(business)s AND refusal.at >= %(starts_at)s AND refusal.at < %(ends_at)s AND {visible}
GROUP BY 1
"""
_COUNT_DEEDS = """
SELECT who, count(*) FILTER (WHERE kind = 'booking'), count(*) FILTER (WHERE kind = 'check_in'),
       count(*) FILTER (WHERE kind = 'lock')
FROM (
    SELECT 'booking' AS kind, booking.overridden_by AS who
    FROM booking_booking AS booking JOIN customers_customer AS card ON card.id = booking.customer_id
    WHERE booking.business_id = %(business)s AND booking.overridden_at >= %(starts_at)s
      AND booking.overridden_at < %(ends_at)s AND {visible}
    UNION ALL
    SELECT 'check_in', attempt.by
    FROM booking_checkin AS attempt JOIN customers_customer AS card ON card.id = attempt.customer_id
    WHERE attempt.business_id = %(business)s AND attempt.at >= %(starts_at)s AND attempt.at < %(ends_at)s
      AND attempt.is_admitted AND attempt.override_reason <> '' AND {visible}
    UNION ALL
    SELECT 'lock', coalesce(nullif(lock.agent, ''), lock.placed_by)
    FROM access_lock AS lock JOIN customers_customer AS card ON card.id = lock.customer_id
    WHERE lock.business_id = %(business)s AND lock.lifted_at >= %(starts_at)s AND lock.lifted_at < %(ends_at)s
      AND lock.was_mistake AND {visible}
) AS deed
GROUP BY who ORDER BY who
"""
_REASONS, _STAFF = (statement.format(visible=_VISIBLE) for statement in (_COUNT_REASONS, _COUNT_DEEDS))
_MONTH = re.compile(r"(20|21)[0-9]{2}-(0[1-9]|1[0-2])")
_Asked = dict[str, int | datetime | list[int] | None]
_ORDER = {code: place for place, code in enumerate(ReasonCode)}


def get_effects(*, business: BusinessLike, viewer: Actor, month: date) -> Effects:
    """The month in which that date lies, by the clocks of the business. Two queries; raises NotPermitted."""
    require(viewer, Permission.AUDIT_VIEW)
    first = month.replace(day=1)
    starts_at, ends_at = _bounds(first, ZoneInfo(business.timezone))
    asked: _Asked = {
        "business": business.id,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "areas": None if viewer.area_ids is None else sorted(viewer.area_ids),
    }
    refusals, reasons = _reasons(asked)
    return Effects(first, refusals, reasons, _staff(asked))


def parse_month(given: str) -> date:
    """The first day of “2026-11”; anything else is Invalid."""
    if not _MONTH.fullmatch(given):
        raise invalid("month", "invalid", gettext_noop("Give a month as YYYY-MM."))
    year, month = map(int, given.split("-"))
    return date(year, month, 1)


def this_month(business: BusinessLike, now: datetime) -> date:
    """The first day of the month it is at the business."""
    return local_date(now, ZoneInfo(business.timezone)).replace(day=1)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)


def _bounds(first: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return opening_instant(first, 0, zone), opening_instant(month_after(first), 0, zone)


def _reasons(asked: _Asked) -> tuple[int, tuple[ReasonCount, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_REASONS, asked)
        rows = cursor.fetchall()
    counts = (ReasonCount(ReasonCode(code), named, decided) for code, named, decided, _total in rows)
    return rows[0][3] if rows else 0, tuple(sorted(counts, key=lambda one: _ORDER[one.code]))


def _staff(asked: _Asked) -> tuple[StaffCount, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, asked)
        return tuple(StaffCount(*row) for row in cursor.fetchall())
