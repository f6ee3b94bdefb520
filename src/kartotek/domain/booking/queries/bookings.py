"""Which bookings are there, for whom, and how do they look to staff?"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.doubts import as_seen_by, is_doubtful_to
from kartotek.domain.booking.values.answers import Answer
from kartotek.domain.booking.values.bookings import (
    COMING,
    BookingFilters,
    BookingItem,
    Names,
    PossibleMatch,
    Status,
    Taken,
)
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.queries import gap_of
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import NotFound
from kartotek.kernel.periods import opening_instant
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, decode_moment, encode_cursor
from kartotek.plumbing.rows import Columns

_BOOKING = Columns(Booking, "booking")
_NAMES = (
    *("service__name", "service__color", "employee__name"),
    *("customer__first_name", "customer__last_name", "customer__number"),
)
_DELETED = (Status.CANCELLED, Status.REJECTED)


def get_booking(booking_id: int, *, viewer: Actor) -> BookingItem:
    """One booking; out of the viewer's areas or of another business: NotFound."""
    found = _items(_rows(viewer).filter(pk=booking_id))
    if not found:
        raise NotFound
    return as_seen_by(viewer, found)[0]


def find_booking(booking_id: int, *, viewer: Actor) -> BookingItem | None:
    """The booking of that number, if there is one this person may see."""
    try:
        return get_booking(booking_id, viewer=viewer)
    except NotFound:
        return None


def list_bookings(
    *, business: BusinessLike, viewer: Actor, filters: BookingFilters, limit: int | None = None, cursor: str = ""
) -> Page[BookingItem]:
    """The bookings that fit, in the order of their starts."""
    size = checked_limit(limit)
    rows = _rows(viewer).filter(_fits(filters, business.timezone), start_after(cursor)).order_by("starts_at", "pk")
    items = as_seen_by(viewer, _items(rows[: size + 1]))
    if len(items) <= size:
        return Page(items, None)
    last = items[size - 1]
    return Page(items[:size], encode_cursor(last.starts_at.isoformat(), last.id))


def list_day(*, business: BusinessLike, viewer: Actor, on: date, employee_id: int | None = None) -> list[BookingItem]:
    """All bookings that start on a local date, cancelled ones too, in the order of their starts."""
    filters = BookingFilters(from_on=on, to_on=on, employee_id=employee_id)
    rows = _rows(viewer).filter(_fits(filters, business.timezone)).order_by("starts_at", "pk")
    return as_seen_by(viewer, _items(rows))


def list_taken(*, business: BusinessLike, viewer: Actor, on: date, employee_id: int | None = None) -> list[Taken]:
    """What customers outside the viewer's areas hold of a local date, by start. A query for inspectors only."""
    if viewer.area_ids is None:
        return []
    filters = BookingFilters(from_on=on, to_on=on, employee_id=employee_id, statuses=(*COMING, Status.COMPLETED))
    rows = Booking.objects.filter(_fits(filters, business.timezone), session=None)
    rows = rows.exclude(customer__area_id__in=viewer.area_ids).order_by("starts_at", "pk")
    return [Taken(*row) for row in rows.values_list("starts_at", "ends_at", "employee__name")]


def list_doubtful(
    *, viewer: Actor, customer_id: int | None = None, limit: int | None = None, cursor: str = ""
) -> Page[BookingItem]:
    """Bookings with possible matches or with a proposal that nobody has answered, the latest made first (S20, S21)."""
    size = checked_limit(limit)
    rows = _rows(viewer).filter(is_doubtful_to(viewer))
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    if cursor:
        rows = rows.filter(pk__lt=decode_cursor(cursor, int)[0])
    # of most customers there are none, and every card asks
    ids = list(rows.order_by("-pk").values_list("pk", flat=True)[: size + 1])
    found = _items(Booking.objects.filter(pk__in=ids).order_by("-pk")) if ids else []
    items = as_seen_by(viewer, found)
    return Page(items[:size], encode_cursor(items[size - 1].id) if len(items) > size else None)


def list_coming(customer_id: int, *, now: datetime) -> list[BookingItem]:
    """What counts for the limit (S1), the next one first."""
    return _of_customer(_coming(customer_id, now), "starts_at", "pk")


def list_coming_of(customer_ids: Collection[int], *, now: datetime, limit: int) -> list[BookingItem]:
    """The next bookings of several customers, whom the caller has looked up for this person."""
    if not customer_ids:
        return []
    rows = Booking.objects.filter(customer_id__in=customer_ids, status__in=_values(COMING), ends_at__gt=now)
    return _of_customer(rows, "starts_at", "pk", limit=limit)


def list_past(customer_id: int, *, now: datetime, limit: int | None = None) -> list[BookingItem]:
    """What is over or was concluded, the latest first; cancelled ones stand in a list of their own (S53)."""
    is_coming = Q(status__in=COMING, ends_at__gt=now)
    rows = Booking.objects.filter(~is_coming, customer_id=customer_id).exclude(status__in=_DELETED)
    return _of_customer(rows, "-starts_at", "-pk", limit=limit)


def list_deleted(customer_id: int) -> list[BookingItem]:
    """What was cancelled or declined, the latest first (S53)."""
    return _of_customer(Booking.objects.filter(customer_id=customer_id, status__in=_DELETED), "-starts_at", "-pk")


def count_coming(customer_id: int, *, now: datetime) -> int:
    """How many coming visits a customer has (S1, S2)."""
    return _coming(customer_id, now).values("visit").distinct().count()


def list_visit(visit: UUID, customer_id: int) -> list[BookingItem]:
    """What was booked together, in the order of the starts; found among the customer's bookings, by their index."""
    rows = Booking.objects.filter(visit=visit, customer_id=customer_id).order_by("starts_at", "pk")
    return _items(rows)


def _coming(customer_id: int, now: datetime) -> QuerySet[Booking]:
    return Booking.objects.filter(customer_id=customer_id, status__in=COMING, ends_at__gt=now)


def _of_customer(rows: QuerySet[Booking], *order: str, limit: int | None = None) -> list[BookingItem]:
    return _items(rows.order_by(*order)[:limit])


def _rows(viewer: Actor) -> QuerySet[Booking]:
    rows = Booking.objects.all()
    return rows if viewer.area_ids is None else rows.filter(customer__area_id__in=viewer.area_ids)


def _items(rows: QuerySet[Booking]) -> list[BookingItem]:
    """The bookings of a selection with the names that are shown with them, and nothing else of three more tables."""
    columns = rows.values_list(*_BOOKING.names, *_NAMES)
    return [item_of(_BOOKING.instance(row[: _BOOKING.count]), _named(row[_BOOKING.count :])) for row in columns]


def _named(columns: Sequence[str]) -> Names:
    service, color, employee, first_name, last_name, number = columns
    return Names(service, color, employee, f"{first_name} {last_name}".strip(), number)


def _fits(filters: BookingFilters, timezone: str) -> Q:
    zone = ZoneInfo(timezone)
    condition = Q()
    if filters.from_on is not None:
        condition &= Q(starts_at__gte=opening_instant(sane(filters.from_on), 0, zone))
    if filters.to_on is not None:
        condition &= Q(starts_at__lt=opening_instant(sane(filters.to_on) + timedelta(days=1), 0, zone))
    if filters.employee_id is not None:
        condition &= Q(employee_id=filters.employee_id)
    if filters.customer_id is not None:
        condition &= Q(customer_id=filters.customer_id)
    if filters.session_id is not None:
        condition &= Q(session_id=filters.session_id)
    if filters.statuses:
        condition &= Q(status__in=_values(filters.statuses))
    return condition


def _values(statuses: Collection[Status]) -> list[str]:
    return [status.value for status in statuses]


def sane(on: date) -> date:
    """A date with which one can count; before and after there are no bookings."""
    return min(max(on, date(1970, 1, 2)), date(2500, 1, 1))


def start_after(cursor: str) -> Q:
    """What comes after a cursor, in the order of starts and ids."""
    if not cursor:
        return Q()
    moment, last = decode_moment(cursor)
    return Q(starts_at__gt=moment) | Q(starts_at=moment, pk__gt=last)


def names_of(row: Booking) -> Names:
    """The names shown with a booking, of a row read with its service, employee and customer."""
    return Names(row.service.name, row.service.color, row.employee.name, full_name(row.customer), row.customer.number)


def full_name(customer: Customer) -> str:
    """First and last name."""
    return f"{customer.first_name} {customer.last_name}".strip()


def item_of(row: Booking, names: Names) -> BookingItem:
    """A booking as a value."""
    return BookingItem(
        id=row.pk,
        version=row.version,
        visit=row.visit,
        session_id=row.session_id,
        status=Status(row.status),
        channel=row.channel,
        service_id=row.service_id,
        employee_id=row.employee_id,
        customer_id=row.customer_id,
        names=names,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        own_minutes=row.own_minutes,
        gap=gap_of(row),
        resource_ids=tuple(row.resources or ()),
        has_own_resources=row.has_own_resources,
        price=row.price,
        currency=row.currency,
        note=row.note,
        internal_note=row.internal_note,
        is_squeezed=row.is_squeezed,
        was_anyone=row.was_anyone,
        override_reason=row.override_reason,
        possible_matches=tuple(PossibleMatch(one["customer"], one["why"]) for one in row.possible_matches),
        proposal=row.proposal,
        created_at=row.created_at,
        created_by=row.created_by,
        closed_at=row.closed_at,
        cancelled_by=row.cancelled_by,
        cancel_channel=row.cancel_channel,
        cancel_reason=row.cancel_reason,
        extra_fields=answers_in(row),
    )


def answers_in(row: Booking) -> tuple[Answer, ...]:
    """The answers to extra fields that the booking keeps."""
    return tuple(
        Answer(one["field"], one["label"], one["kind"], one["value"], one["texts"]) for one in row.extra_fields
    )
