"""Who waits for what, and what was offered to them? (S9)"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.booking.values.bookings import Booker

MOST_ENTRIES = 5
OFFER_LASTS = timedelta(minutes=30)
LONGEST_WAIT_DAYS = 366


class WaitState(StrEnum):
    """What has become of somebody who waits."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    LEFT = "left"


# These count for the cap, and are looked at when a place comes free.
OPEN = (WaitState.WAITING, WaitState.OFFERED)


@dataclass(frozen=True)
class WaitRequest:
    """Who wants to wait: for a seat of a session, or for a time of a service on some local dates, both included.

    Without dates: from today as far as one may book. `language` is that of the answer.
    """

    language: str
    session_id: int | None = None
    service_id: int | None = None
    employee_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    booker: Booker | None = None
    identity: CustomerIdentity | None = None


@dataclass(frozen=True)
class Offer:
    """A place held for somebody who waits, until a moment."""

    starts_at: datetime
    employee_id: int
    employee_name: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class WaitItem:
    """Somebody who waits, as it is read; an offer that has run out is none, whoever noted it (S9)."""

    id: int
    state: WaitState
    service_id: int
    service_name: str
    session_id: int | None
    session_starts_at: datetime | None
    employee_id: int | None
    employee_name: str
    from_on: date | None
    to_on: date | None
    customer_id: int | None
    name: str
    email: str
    phone: str
    offer: Offer | None
    created_at: datetime


@dataclass(frozen=True)
class WaitFilters:
    """Who is asked for."""

    service_id: int | None = None
    state: WaitState | None = None
    customer_id: int | None = None
