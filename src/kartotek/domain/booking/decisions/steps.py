"""Which step may follow which in the life of a booking?"""

from datetime import datetime, timedelta

from kartotek.domain.booking.values.bookings import COMING, Status

# What must be true before, for each step; every step leads out of the states that hold time.
_BEFORE: dict[Status, tuple[Status, ...]] = {
    Status.CONFIRMED: (Status.PENDING,),
    Status.REJECTED: (Status.PENDING,),
    Status.ARRIVED: (Status.CONFIRMED,),
    Status.COMPLETED: (Status.CONFIRMED, Status.ARRIVED),
    Status.NO_SHOW: (Status.CONFIRMED, Status.ARRIVED),
    Status.CANCELLED: COMING,
}


def may_become(before: Status, after: Status) -> bool:
    """Whether a booking may go from one status to the other."""
    return before in _BEFORE.get(after, ())


def cancel_until(starts_at: datetime, notice_minutes: int) -> datetime:
    """Until when, exclusive, a customer may cancel or move a booking online."""
    return starts_at - timedelta(minutes=notice_minutes)
