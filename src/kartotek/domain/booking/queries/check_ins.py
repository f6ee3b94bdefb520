"""Who came through the door, and what does a customer come for?"""

from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext

from kartotek.domain.access.decisions import decision_from_json
from kartotek.domain.access.queries import reasons_for_staff
from kartotek.domain.access.values import Decision
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.booking.values.check_ins import CheckInFilter, CheckInLine, NextBooking
from kartotek.domain.businesses.values import BusinessLike
from kartotek.plumbing.paging import Page, checked_limit, decode_moment, encode_cursor

UNKNOWN_CARD = "unknown_card"
# The statuses as in `COMING`, and word for word as the partial index booking_coming has them.
_NEXT = """
SELECT booking.id, booking.status, booking.starts_at, booking.ends_at, booking.service_id, service.name,
       booking.employee_id, employee.name
FROM booking_booking AS booking
JOIN catalog_service AS service ON service.id = booking.service_id
JOIN catalog_employee AS employee ON employee.id = booking.employee_id
WHERE booking.business_id = %s AND booking.customer_id = %s AND booking.ends_at > %s
  AND booking.status IN ('pending', 'confirmed', 'arrived')
ORDER BY booking.starts_at, booking.id LIMIT 1
"""


def find_next_booking(customer_id: int, *, business: BusinessLike, now: datetime) -> NextBooking | None:
    """The first of her bookings that is not over yet (S1)."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [business.id, customer_id, now])
        row = cursor.fetchone()
    return NextBooking(*row) if row else None


def list_check_ins(
    *, viewer: Actor, wanted: CheckInFilter, limit: int | None = None, cursor: str = ""
) -> Page[CheckInLine]:
    """The attempts the viewer may see, newest first; unknown cards belong to no area, so inspectors miss them (S41)."""
    size = checked_limit(limit)
    found = CheckIn.objects.select_related("customer", "location").filter(
        _visible_to(viewer), _matching(wanted), _before(cursor)
    )
    rows = list(found.order_by("-at", "-id")[: size + 1])
    lines = [_line(row) for row in rows[:size]]
    more = len(rows) > size
    return Page(lines, encode_cursor(lines[-1].at.isoformat(), lines[-1].id) if more else None)


def check_in_reasons(decision: Decision | None) -> list[dict[str, object]]:
    """All reasons as staff and their programs read them; without a decision the card is unknown."""
    if decision is not None:
        return reasons_for_staff(decision)
    source = {"kind": "card", "id": None, "label": ""}
    text = gettext("No card has this number, or it is archived.")
    return [{"code": UNKNOWN_CARD, "text": text, "source": source, "until": None}]


def _visible_to(viewer: Actor) -> Q:
    return Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids)


def _matching(wanted: CheckInFilter) -> Q:
    given = {
        "at__gte": wanted.from_at,
        "at__lt": wanted.to_at,
        "customer_id": wanted.customer_id,
        "location_id": wanted.location_id,
    }
    return Q(**{name: value for name, value in given.items() if value is not None})


def _before(cursor: str) -> Q:
    if not cursor:
        return Q()
    moment, last = decode_moment(cursor)
    return Q(at__lt=moment) | Q(at=moment, pk__lt=last)


def _line(row: CheckIn) -> CheckInLine:
    customer = row.customer
    return CheckInLine(
        id=row.pk,
        at=row.at,
        card_number=row.card_number,
        customer_id=row.customer_id,
        customer_name=f"{customer.first_name} {customer.last_name}".strip() if customer else "",
        location_id=row.location_id,
        location_name=row.location.name if row.location else "",
        is_admitted=row.is_admitted,
        override_reason=row.override_reason,
        by=row.by,
        decision=decision_from_json(row.decision) if row.decision else None,
    )
