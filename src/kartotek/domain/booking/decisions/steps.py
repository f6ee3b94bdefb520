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
# These say something about an appointment that has begun.
_ONLY_AFTER_START = (Status.COMPLETED, Status.NO_SHOW)


def may_become(before: Status, after: Status) -> bool:
    """Whether a booking may go from one status to the other."""
    return before in _BEFORE.get(after, ())


def is_too_early_for(after: Status, starts_at: datetime, now: datetime) -> bool:
    """Whether this cannot be said of an appointment that has not begun."""
    return after in _ONLY_AFTER_START and now < starts_at


def cancel_until(starts_at: datetime, notice_minutes: int) -> datetime:
    """Until when, exclusive, a customer may cancel or move a booking online."""
    return starts_at - timedelta(minutes=notice_minutes)
