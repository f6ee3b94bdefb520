"""How is an existing booking held, and what keeps a customer from changing it online?"""

from datetime import datetime

from kartotek.domain.access.values import Policy
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.seats import hold_session
from kartotek.domain.booking.decisions.steps import cancel_until
from kartotek.domain.booking.errors import NoticePassed
from kartotek.domain.booking.models import Booking
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks


def hold_booking(booking_id: int, viewer: Actor) -> Booking:
    """The row with its names, held, and before it the session of a seat; out of the viewer's areas or of another
    business: NotFound.
    """
    session_id = Booking.objects.filter(pk=booking_id).values_list("session_id", flat=True).first()
    if session_id is not None:
        hold_session(session_id)
    rows = Booking.objects.select_related("service", "employee", "customer").filter(pk=booking_id)
    if viewer.area_ids is not None:
        rows = rows.filter(customer__area_id__in=viewer.area_ids)
    row = locks.hold_rows(rows).first()
    if row is None:
        raise NotFound
    return row


def check_notice(row: Booking, policy: Policy, now: datetime) -> None:
    """Raise NoticePassed where a customer may not change the booking online any more."""
    if now >= cancel_until(row.starts_at, policy.cancel_notice_minutes):
        raise NoticePassed
