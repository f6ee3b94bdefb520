"""Which classes are held when, and how full are they?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking, ClassSession
from kartotek.domain.booking.queries.bookings import item_of, names_of, sane, start_after
from kartotek.domain.booking.queries.doubts import as_seen_by
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.classes import SessionFilters, SessionItem
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import NotFound
from kartotek.kernel.periods import opening_instant
from kartotek.plumbing.paging import Page, checked_limit, encode_cursor


def get_class_session(session_id: int) -> SessionItem:
    """One date of a class, cancelled or not; of another business: NotFound."""
    row = _rows().filter(pk=session_id).first()
    if row is None:
        raise NotFound
    return session_item(row)


def list_class_sessions(
    *, business: BusinessLike, filters: SessionFilters, limit: int | None = None, cursor: str = ""
) -> Page[SessionItem]:
    """The dates that fit, in the order of their starts."""
    size = checked_limit(limit)
    rows = _rows().filter(_fits(filters, business.timezone), start_after(cursor)).order_by("starts_at", "pk")
    items = [session_item(row) for row in rows[: size + 1]]
    if len(items) <= size:
        return Page(items, None)
    last = items[size - 1]
    return Page(items[:size], encode_cursor(last.starts_at.isoformat(), last.id))


def list_sessions_between(*, business: BusinessLike, filters: SessionFilters) -> list[SessionItem]:
    """All dates that fit; the filters name a first and a last local date."""
    rows = _rows().filter(_fits(filters, business.timezone)).order_by("starts_at", "pk")
    return [session_item(row) for row in rows]


def list_public_sessions(
    *, business: BusinessLike, dates: tuple[date, date], service_id: int | None, now: datetime
) -> list[SessionItem]:
    """What the booking site shows on these local dates: not cancelled, not begun, of a service booked online."""
    filters = SessionFilters(dates[0], dates[1], service_id)
    rows = _rows().filter(_fits(filters, business.timezone), starts_at__gt=now)
    rows = rows.filter(service__is_online=True, service__is_archived=False)
    return [session_item(row) for row in rows.order_by("starts_at", "pk")]


def list_participants(session_id: int, *, viewer: Actor) -> list[BookingItem]:
    """The bookings of a session that the viewer may see, cancelled ones too, in the order in which they were made."""
    rows = Booking.objects.filter(session_id=session_id).select_related("service", "employee", "customer")
    if viewer.area_ids is not None:
        rows = rows.filter(customer__area_id__in=viewer.area_ids)
    return as_seen_by(viewer, [item_of(row, names_of(row)) for row in rows.order_by("pk")])


def _rows() -> QuerySet[ClassSession]:
    return ClassSession.objects.select_related("service", "employee")


def _fits(filters: SessionFilters, timezone: str) -> Q:
    zone = ZoneInfo(timezone)
    condition = Q() if filters.has_cancelled else Q(cancelled_at=None)
    if filters.from_on is not None:
        condition &= Q(starts_at__gte=opening_instant(sane(filters.from_on), 0, zone))
    if filters.to_on is not None:
        condition &= Q(starts_at__lt=opening_instant(sane(filters.to_on) + timedelta(days=1), 0, zone))
    if filters.service_id is not None:
        condition &= Q(service_id=filters.service_id)
    if filters.employee_id is not None:
        condition &= Q(employee_id=filters.employee_id)
    return condition


def session_item(row: ClassSession) -> SessionItem:
    """A date as a value, of a row read with its service and employee."""
    return SessionItem(
        id=row.pk,
        version=row.version,
        service_id=row.service_id,
        service_name=row.service.name,
        service_color=row.service.color,
        category_id=row.service.category_id,
        employee_id=row.employee_id,
        employee_name=row.employee.name,
        location_id=row.employee.location_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seats=row.seats,
        seats_taken=row.seats_taken,
        is_in_series=row.series is not None,
        cancelled_at=row.cancelled_at,
        cancelled_by=row.cancelled_by,
        cancel_reason=row.cancel_reason,
    )
