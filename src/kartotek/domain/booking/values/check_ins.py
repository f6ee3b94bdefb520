"""What is shown at the check-in, and what came of it?"""

from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.access.values import Decision, TagFact


@dataclass(frozen=True)
class Scan:
    """A card's number as scanned or typed, where, and the reason of somebody who lets a locked customer in (S13)."""

    card_number: str
    location_id: int | None = None
    override_reason: str = ""


@dataclass(frozen=True)
class Admission:
    """What follows from decision, reason and rights; `is_denied`: the override was tried without the permission."""

    is_admitted: bool
    is_overridden: bool = False
    is_denied: bool = False


@dataclass(frozen=True)
class ScannedCard:
    """The card behind the number, as far as the check-in shows it (S52)."""

    id: int
    number: str
    first_name: str
    last_name: str
    important_note: str
    area_id: int | None
    max_future_bookings: int | None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class NextBooking:
    """What the customer comes for, or comes for next."""

    id: int
    status: str
    starts_at: datetime
    ends_at: datetime
    service_id: int
    service_name: str
    employee_id: int
    employee_name: str


@dataclass(frozen=True)
class CheckInAnswer:
    """What came of one scan, and what staff marked her with. An unknown number leaves nothing to decide."""

    id: int
    at: datetime
    admission: Admission
    card: ScannedCard | None = None
    decision: Decision | None = None
    next_booking: NextBooking | None = None
    tags: tuple[TagFact, ...] = ()


@dataclass(frozen=True)
class CheckInLine:
    """A recorded attempt as staff read it, with the decision as it was made."""

    id: int
    at: datetime
    card_number: str
    customer_id: int | None
    customer_name: str
    location_id: int | None
    location_name: str
    is_admitted: bool
    override_reason: str
    by: str
    decision: Decision | None


@dataclass(frozen=True)
class CheckInFilter:
    """Which attempts to list: half-open in time, of one customer, at one place."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    customer_id: int | None = None
    location_id: int | None = None
