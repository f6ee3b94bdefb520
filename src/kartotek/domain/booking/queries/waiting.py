"""Who waits, and what was offered to them? (S9)"""

from datetime import datetime

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.waiting import state_now
from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.booking.values.waiting import Offer, WaitFilters, WaitItem, WaitState
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.crypto import sign_id, unsign_id
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

_PURPOSE = "waitlist"


def wait_token(entry_id: int) -> str:
    """The token of an entry's pages: signed, nothing stored."""
    return sign_id(_PURPOSE, entry_id)


def entry_id_of(token: str) -> int:
    """The entry behind a token; NotFound for one we never gave."""
    entry_id = unsign_id(_PURPOSE, token)
    if entry_id is None:
        raise NotFound
    return entry_id


def get_waiting(token: str, *, now: datetime) -> WaitItem:
    """The entry behind a token."""
    row = _rows().filter(pk=entry_id_of(token)).first()
    if row is None:
        raise NotFound
    return wait_item(row, now)


def list_waiting(
    *, viewer: Actor, filters: WaitFilters, now: datetime, limit: int | None = None, cursor: str = ""
) -> Page[WaitItem]:
    """Who waits or waited, the latest first; strangers belong to no area, so inspectors miss them (S41)."""
    size = checked_limit(limit)
    rows = _rows().filter(_fits(filters, now))
    if viewer.area_ids is not None:
        rows = rows.filter(customer__area_id__in=viewer.area_ids)
    if cursor:
        rows = rows.filter(pk__lt=decode_cursor(cursor, int)[0])
    items = [wait_item(row, now) for row in rows.order_by("-pk")[: size + 1]]
    return Page(items[:size], encode_cursor(items[size - 1].id) if len(items) > size else None)


def _rows() -> QuerySet[WaitlistEntry]:
    return WaitlistEntry.objects.select_related("service", "employee", "session", "offer_employee", "customer")


def _fits(filters: WaitFilters, now: datetime) -> Q:
    condition = Q()
    if filters.service_id is not None:
        condition &= Q(service_id=filters.service_id)
    if filters.customer_id is not None:
        condition &= Q(customer_id=filters.customer_id)
    is_over = Q(state=WaitState.OFFERED.value, offer_until__lte=now)
    match filters.state:
        case None:
            return condition
        case WaitState.OFFERED:
            return condition & Q(state=WaitState.OFFERED.value, offer_until__gt=now)
        case WaitState.EXPIRED:
            return condition & (is_over | Q(state=WaitState.EXPIRED.value))
        case _:
            return condition & Q(state=filters.state.value)


def booker_of(row: WaitlistEntry) -> Booker | None:
    """Who she said she is; None for somebody who was signed in and typed nothing."""
    return Booker(**row.booker) if row.booker else None


def wait_item(row: WaitlistEntry, now: datetime) -> WaitItem:
    """An entry as a value."""
    state = state_now(WaitState(row.state), row.offer_until, now)
    booker, card = booker_of(row), row.customer
    typed = f"{booker.first_name} {booker.last_name}".strip() if booker else ""
    return WaitItem(
        id=row.pk,
        state=state,
        service_id=row.service_id,
        service_name=row.service.name,
        session_id=row.session_id,
        session_starts_at=row.session.starts_at if row.session else None,
        employee_id=row.employee_id,
        employee_name=row.employee.name if row.employee else "",
        from_on=row.from_on,
        to_on=row.to_on,
        customer_id=row.customer_id,
        name=typed or (f"{card.first_name} {card.last_name}".strip() if card else ""),
        email=booker.email if booker else card.email if card else "",
        phone=booker.phone if booker else card.phone if card else "",
        offer=_offer(row) if state is WaitState.OFFERED else None,
        created_at=row.created_at,
    )


def _offer(row: WaitlistEntry) -> Offer | None:
    """What is kept for her; the database sees to it that an offer has all its parts."""
    who, starts_at, until = row.offer_employee, row.offer_starts_at, row.offer_until
    return Offer(starts_at, who.pk, who.name, until) if who and starts_at and until else None
