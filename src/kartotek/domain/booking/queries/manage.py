"""What may the holder of a booking's link see and do, and how does the booking get into a calendar?"""

from datetime import datetime

from kartotek.domain.access.queries import get_policy
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.decisions.steps import cancel_until
from kartotek.domain.booking.queries.bookings import get_booking, list_coming
from kartotek.domain.booking.queries.ics import calendar_of, event_of
from kartotek.domain.booking.values.bookings import BookingItem, ManagedBooking, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.crypto import sign_id, unsign_id

_PURPOSE = "booking"


def manage_token(booking_id: int) -> str:
    """The token of a booking's link: signed, nothing stored."""
    return sign_id(_PURPOSE, booking_id)


def get_managed(token: str, *, business: BusinessLike, now: datetime) -> ManagedBooking:
    """The booking behind a link, and what may still be done with it online; NotFound for a link we never gave."""
    booking_id = unsign_id(_PURPOSE, token)
    if booking_id is None:
        raise NotFound
    return _managed(get_booking(booking_id, viewer=SYSTEM), get_policy(business=business).cancel_notice_minutes, now)


def list_managed(customer_id: int, *, business: BusinessLike, now: datetime) -> list[ManagedBooking]:
    """All coming bookings of a customer, the next one first, and what may still be done with each online."""
    notice = get_policy(business=business).cancel_notice_minutes
    return [_managed(booking, notice, now) for booking in list_coming(customer_id, now=now)]


def _managed(booking: BookingItem, notice_minutes: int, now: datetime) -> ManagedBooking:
    until = cancel_until(booking.starts_at, notice_minutes)
    is_in_time = now < until
    return ManagedBooking(
        booking,
        may_cancel=booking.is_open and is_in_time,
        may_move=booking.session_id is None and booking.status in {Status.PENDING, Status.CONFIRMED} and is_in_time,
        cancel_until=until,
    )


def calendar_file(booking: BookingItem, *, business: BusinessLike, now: datetime) -> bytes:
    """The booking as text/calendar; the sequence grows with every change."""
    return calendar_of([event_of(booking, business, now=now)])
