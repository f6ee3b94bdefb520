"""Whose calendar feed is it, and how far does it reach?"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# How far back a feed reaches, and for how long something cancelled is said to be so (api.md: feeds).
FEED_PAST = timedelta(days=90)
CANCELLED_SHOWN = timedelta(days=30)
# A feed is fetched again and again: it never grows beyond these, the nearest first.
MOST_COMING = 1000
MOST_PAST = 500


class FeedKind(StrEnum):
    """Whose feed: of a member of staff (her reminders and bookings), of an employee's calendar, of a customer."""

    STAFF = "staff"
    EMPLOYEE = "employee"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class FeedOwner:
    """One feed; `id` is that of the membership, the employee or the customer."""

    kind: FeedKind
    id: int
