"""Lock a customer and cancel those of her coming bookings that were chosen, together or not at all (S30)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from kartotek.domain.access.actions import place_lock
from kartotek.domain.access.values.locks import LockItem, NewLock
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.cancel_booking import cancel_booking
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.placing import hold_employees
from kartotek.domain.booking.decisions.telling import awake, channels_for
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.telling import draft_to, read_telling
from kartotek.domain.booking.values.bookings import COMING
from kartotek.domain.booking.values.telling import Addressee
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.values import Event
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks


def lock_customer(
    *, business: BusinessLike, actor: Actor, now: datetime, lock: NewLock, cancelled: Collection[int] = ()
) -> LockItem:
    """The lock; her other bookings stay. A chosen booking that somebody cancelled meanwhile is no hindrance.

    Raises what `place_lock` raises, and Invalid for a booking that is not hers.
    """
    with locks.holding():
        placed = place_lock(business=business, actor=actor, now=now, lock=lock)
        coming = _coming(lock.customer_id, cancelled, now)
        hold_employees({employee_id for _, employee_id in coming})  # two that cross would wait for one another
        for booking_id, _ in coming:
            cancel_booking(business=business, actor=actor, now=now, booking_id=booking_id)
        _tell(Deed(business, actor, now), placed)
        return placed


def _tell(deed: Deed, placed: LockItem) -> None:
    """That she cannot book online for now, where the business tells that; not why (S15)."""
    to = Addressee(placed.customer_id)
    telling = read_telling(deed.business, to, employees=[], events=[Event.LOCK_TOLD], now=deed.now)
    due_at = deed.now + timedelta(seconds=telling.rules.grace_seconds)
    drafts = [
        replace(draft_to(telling, Event.LOCK_TOLD, channel, str(placed.id)), due_at=awake(telling, channel, due_at))
        for channel in channels_for(telling, Event.LOCK_TOLD, [None])
    ]
    queue_messages(business_id=deed.business.id, drafts=drafts, caused_by=deed.actor.name, now=deed.now)


def _coming(customer_id: int, chosen: Collection[int], now: datetime) -> list[tuple[int, int]]:
    """Those of the chosen bookings that can still be cancelled, in the order in which they are held, and with whom."""
    hers = Booking.objects.filter(pk__in=chosen, customer_id=customer_id)
    if hers.count() != len(set(chosen)):
        raise invalid("cancel_bookings", "unknown", gettext_noop("One of these bookings is not this customer's."))
    coming = hers.filter(status__in=[status.value for status in COMING], ends_at__gt=now)
    return list(coming.order_by("session_id", "pk").values_list("pk", "employee_id"))
