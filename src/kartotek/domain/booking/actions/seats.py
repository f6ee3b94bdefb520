"""How is a seat of a class taken, and how does it come free? The only place that counts seats.

The row of the session is held meanwhile, and a constraint has the last word: never more taken than there are.
In the lock order sessions come after employees, sorted by id, and before their bookings.
"""

from django.db.models import F

from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.decisions.checking import Look
from kartotek.domain.booking.models import Booking, ClassSession
from kartotek.domain.booking.queries.availability import get_frame
from kartotek.domain.booking.values.availability import Frame, Offer
from kartotek.domain.booking.values.bookings import COMING
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks

_COMING = [status.value for status in COMING]


def hold_session(session_id: int) -> ClassSession:
    """The session with its service and employee, held; of another business: NotFound."""
    rows = ClassSession.objects.select_related("service", "employee").filter(pk=session_id)
    row = locks.hold_rows(rows).first()
    if row is None:
        raise NotFound
    return row


def place_seat(business: BusinessLike, session_id: int, *, is_online: bool) -> Placed:
    """A seat of the session as a wish that is settled: its time is the session's, and it is free while seats are left.

    Holds the session until the transaction ends. NotFound for one that is cancelled or cannot be booked here.
    """
    row = hold_session(session_id)
    if row.cancelled_at is not None:
        raise NotFound
    frame = get_frame(business, row.service_id)
    if is_online and not frame.is_online:
        raise NotFound
    look = Look(is_within_hours=True, is_free=row.seats_taken < row.seats)  # the session says when it is held
    return Placed(frame, _offer(row, frame), row.starts_at, was_anyone=False, look=look, session_id=row.pk)


def take_seat(session_id: int) -> None:
    """One seat more is taken. The caller holds the session; an overfull one is an IntegrityError."""
    ClassSession.objects.filter(pk=session_id).update(seats_taken=F("seats_taken") + 1)


def free_seat(session_id: int) -> None:
    """One seat is free again. The caller holds the session."""
    ClassSession.objects.filter(pk=session_id).update(seats_taken=F("seats_taken") - 1)


def has_seat(session_id: int, customer_id: int | None) -> bool:
    """Whether this customer is in the class already; asked even of nobody (S22)."""
    return Booking.objects.filter(session_id=session_id, customer_id=customer_id or 0, status__in=_COMING).exists()


def _offer(row: ClassSession, frame: Frame) -> Offer:
    """The terms of the session: its length and its employee, at her own price if she has one."""
    own = [offer.price for offer in frame.offers if offer.employee_id == row.employee_id]
    return Offer(
        employee_id=row.employee_id,
        employee_name=row.employee.name,
        duration_minutes=int((row.ends_at - row.starts_at).total_seconds()) // 60,
        price=own[0] if own else row.service.price,
        is_online=True,
        location_id=row.employee.location_id,
    )
