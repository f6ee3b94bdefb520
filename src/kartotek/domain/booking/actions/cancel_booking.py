"""Cancel a booking: its time is free at once, the booking stays listed (S53)."""

from datetime import datetime

from kartotek.domain.access.queries import get_policy
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking.actions.calendars import check_calendars
from kartotek.domain.booking.actions.closing import close
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.holding import check_notice, hold_booking
from kartotek.domain.booking.decisions.asking import check_texts
from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.plumbing import locks


def cancel_booking(
    *, business: BusinessLike, actor: Actor, now: datetime, booking_id: int, reason: str = "", is_told: bool = True
) -> BookingItem:
    """Cancel it, and tell the customer unless told not to. A customer keeps the notice (NoticePassed).

    Raises NotFound, WrongStep, NotPermitted, Invalid.
    """
    check_texts(reason=reason)
    deed = Deed(business, actor, now)
    with locks.holding():
        row = hold_booking(booking_id, actor)
        check_calendars(actor, [row.employee_id])
        if actor.kind is ActorKind.CUSTOMER and row.status != Status.CANCELLED:
            check_notice(row, get_policy(business=business), now)
        return close(deed, row, Status.CANCELLED, reason=reason, is_told=is_told)
