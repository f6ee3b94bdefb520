"""A reminder on one date, as a calendar shows it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class DatedReminder:
    """One occurrence, fired or still to come. `version`: that of the reminder, `made_at`: when that was written."""

    reminder_id: int
    version: int
    made_at: datetime
    on: date
    at: datetime
    name: str
    text: str
    customer: str
