"""Bring reminders that wait up to date, after the settings, the words or a card changed.

What tells of something that happened keeps its words; a reminder is written weeks before it is sent.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from kartotek.domain.booking.decisions.telling import reminder_notices
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import list_visit
from kartotek.domain.booking.queries.telling import drafts_for, read_telling
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.telling import WHY_NOT_WANTED, Addressee
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.actions import reconcile_messages
from kartotek.domain.messaging.values import Event
from kartotek.plumbing import locks

# At a time: between two such steps other jobs have their turn.
VISITS: Final = 200


def refresh_messages(
    *, business: BusinessLike, now: datetime, customer_id: int | None = None, after: UUID | None = None
) -> UUID | None:
    """The coming visits of one customer, or of all; the last one looked at, to go on after it, or None at the end."""
    rows = Booking.objects.filter(status=Status.CONFIRMED.value, starts_at__gt=now)
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    if after is not None:
        rows = rows.filter(visit__gt=after)
    visits = list(rows.order_by("visit", "customer_id").values_list("visit", "customer_id").distinct()[:VISITS])
    for visit, owner in visits:
        _refresh(business, visit, owner, now)
    return visits[-1][0] if len(visits) == VISITS else None


def _refresh(business: BusinessLike, visit: UUID, customer_id: int, now: datetime) -> None:
    """Held, so that none is cancelled while its reminder is being written."""
    with locks.holding():
        list(locks.hold_rows(Booking.objects.filter(visit=visit, customer_id=customer_id)))
        every = list_visit(visit, customer_id)
        if not every:  # the visit has gone to another card meanwhile, which told it anew
            return
        telling = read_telling(
            business,
            Addressee(customer_id, bookings=tuple(one.id for one in every)),
            employees={one.employee_id for one in every},
            events=[Event.BOOKING_REMINDER],
            now=now,
        )
        drafts = drafts_for(telling, reminder_notices(telling, every, is_with_due=True), every)
        reconcile_messages(
            business_id=business.id,
            visit=visit,
            event=Event.BOOKING_REMINDER,
            drafts=drafts,
            why=WHY_NOT_WANTED,
            now=now,
        )
