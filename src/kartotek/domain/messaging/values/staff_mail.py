"""What may somebody of the staff be told by e-mail, and who wants what?"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class StaffNews(StrEnum):
    """What happens while nobody looks."""

    NEW_BOOKINGS = "new_bookings"
    CANCELLATIONS = "cancellations"


@dataclass(frozen=True)
class StaffMailChoice:
    """What a person wants told by e-mail."""

    new_bookings: bool = False
    cancellations: bool = False
    daily_overview: bool = False


@dataclass(frozen=True)
class Recipient:
    """Somebody who wants to be told, and what she may know of.

    `area_ids` None: customers of all areas (S41). `is_own_only`: a practitioner, who is told of her own calendar,
    that of `employee_id`.
    """

    membership_id: int
    email: str
    language: str
    area_ids: frozenset[int] | None
    is_own_only: bool
    employee_id: int | None
    new_bookings_since: datetime | None
    cancellations_since: datetime | None
    daily_overview: bool
    overview_sent_on: date | None

    def may_know(self, *, area_id: int | None, employee_id: int) -> bool:
        """Whether a booking of a customer of this area with this employee is her affair."""
        if self.is_own_only and employee_id != self.employee_id:
            return False
        return self.area_ids is None or area_id in self.area_ids

    def wants(self, news: StaffNews, at: datetime) -> bool:
        """Whether she wanted to be told when it happened."""
        since = self.new_bookings_since if news is StaffNews.NEW_BOOKINGS else self.cancellations_since
        return since is not None and since <= at
