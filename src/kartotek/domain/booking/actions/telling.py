"""Tell a customer what happened to her bookings: messages queued in the transaction of the change itself (S43, S44).

Whatever changes a booking drops what still waits about its visit and tells anew, so that no message says what is not
true any more.
"""

from collections.abc import Sequence

from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.decisions.telling import changed_notices, made_notices
from kartotek.domain.booking.queries.bookings import list_visit
from kartotek.domain.booking.queries.telling import drafts_for, read_telling, telling_from
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.telling import Addressee, Notice, Telling
from kartotek.domain.messaging.actions import drop_messages_of_visit, queue_messages
from kartotek.domain.messaging.values import ABOUT_BOOKINGS, Event


def tell_made(deed: Deed, bookings: Sequence[BookingItem], told: str, *, spoken: str) -> None:
    """That they stand or were asked for, and the reminders. `told`: what the statement that wrote them answered."""
    to = Addressee(bookings[0].customer_id, spoken=spoken)
    telling = telling_from(told, deed.business, to, now=deed.now)
    _queue(deed, telling, made_notices(telling, bookings), bookings)


def tell_change(deed: Deed, booking: BookingItem, event: Event | None, why: str) -> None:
    """That one booking changed; without an event nothing is told of it, and only what waits is put right. `why` the
    log gives for what is not sent any more.
    """
    dropped = drop_messages_of_visit(business_id=deed.business.id, visit=booking.visit, why=why)
    if event is None and not dropped:
        return
    every = list_visit(booking.visit, booking.customer_id)
    telling = read_telling(
        deed.business,
        Addressee(booking.customer_id, bookings=tuple(one.id for one in every)),
        employees={one.employee_id for one in every},
        events=ABOUT_BOOKINGS,
        now=deed.now,
    )
    _queue(deed, telling, changed_notices(telling, booking, event, dropped, every), every)


def _queue(deed: Deed, telling: Telling, notices: Sequence[Notice], every: Sequence[BookingItem]) -> None:
    drafts = drafts_for(telling, notices, every)
    queue_messages(business_id=deed.business.id, drafts=drafts, caused_by=deed.actor.name, now=deed.now)
