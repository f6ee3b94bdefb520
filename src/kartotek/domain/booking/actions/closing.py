"""How does a booking go from one status to the next, and when does it let go of its time?"""

from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.freed import resources_came_free, seat_came_free, time_came_free
from kartotek.domain.booking.actions.seats import free_seat
from kartotek.domain.booking.actions.telling import tell_change
from kartotek.domain.booking.decisions.steps import may_become
from kartotek.domain.booking.errors import WrongStep
from kartotek.domain.booking.models import Booking, Occupancy, ResourceUse
from kartotek.domain.booking.queries.bookings import item_of, names_of
from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.booking.values.telling import TOLD_WHEN, WHY_CLOSED

# These give the employee's time or the seat back; what was completed did take it.
_FREEING = (Status.CANCELLED, Status.REJECTED, Status.NO_SHOW)
_ENDING = (*_FREEING, Status.COMPLETED)


def close(deed: Deed, row: Booking, after: Status, *, reason: str = "", is_told: bool = True) -> BookingItem:
    """Take the step and record it; raises WrongStep. The caller holds the row, and before it that of its session.

    Unless `is_told`, the customer hears nothing of it.
    """
    before = Status(row.status)
    if not may_become(before, after):
        raise WrongStep
    row.status = after.value
    row.version += 1
    if after in _ENDING:
        row.closed_at = deed.now
    if after in {Status.CANCELLED, Status.REJECTED}:
        row.cancelled_by, row.cancel_channel, row.cancel_reason = deed.actor.name, deed.channel, reason
    row.save()
    if after in _FREEING or (after is Status.COMPLETED and row.starts_at > deed.now):
        _let_go(row)
    deed.record(f"booking.{after.value}", row, {"status": (before.value, after.value)}, reason)
    item = item_of(row, names_of(row))
    tell_change(deed, item, TOLD_WHEN.get(after) if is_told else None, WHY_CLOSED[after])
    return item


def _let_go(row: Booking) -> None:
    if row.session_id is None:
        Occupancy.objects.filter(booking=row).delete()
        if row.resources:
            ResourceUse.objects.filter(booking=row).delete()
            resources_came_free(row.business_id, row.resources)
        time_came_free(row.business_id, row.employee_id)
    else:
        free_seat(row.session_id)
        seat_came_free(row.business_id, row.session_id)
