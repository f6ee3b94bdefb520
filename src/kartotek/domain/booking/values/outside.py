"""What is told of the bookings that new hours would leave outside?"""

from dataclasses import dataclass
from datetime import datetime

MOST_SHOWN = 50


@dataclass(frozen=True)
class Held:
    """The time of an employee that a coming booking holds."""

    booking_id: int
    employee_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Fallen:
    """A booking outside the new hours; of a customer the viewer may not know of only the time and with whom (S41)."""

    starts_at: datetime
    ends_at: datetime
    employee_name: str
    booking_id: int | None = None
    customer_name: str = ""
    service_name: str = ""


@dataclass(frozen=True)
class Outside:
    """How many bookings lie outside, and the first of them; `mark` stands for exactly these and no others."""

    count: int
    items: tuple[Fallen, ...]
    mark: str

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.count > 0


NOTHING = Outside(0, (), "")
