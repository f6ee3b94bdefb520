"""By which rule does a reminder come again? (S34 to S37)"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_MINUTE = 7 * 60  # S37
LAST = -1  # the last such weekday of a month


class Repeat(StrEnum):
    """How often."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class MonthlyBy(StrEnum):
    """Whether a month is met by its date or by one of its weekdays."""

    DATE = "date"
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class Rule:
    """A start and how it is repeated. Weekdays count from 0, Monday; what is not said is that of `starts_on`.

    `every` counts days, ISO weeks, months or years from those of the start. `ends_on` is included (S36).
    """

    starts_on: date
    repeat: Repeat = Repeat.NEVER
    every: int = 1
    weekdays: tuple[int, ...] = ()
    monthly_by: MonthlyBy = MonthlyBy.DATE
    nth: int | None = None
    weekday: int | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Coming:
    """One occurrence: its date at the business, and the instant."""

    on: date
    at: datetime
