"""What is a reminder? As it is typed, as it may change, as it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from kartotek.domain.reminders.values.rules import DEFAULT_MINUTE, Coming

LONGEST_NAME = 200
LONGEST_TEXT = 5000
LONGEST_TYPE = 100
MOST_EVERY = 999
MOST_CLOSING_DAYS = 999
MOST_PREVIEWED = 500


class Channel(StrEnum):
    """How the staff are told; in the system always, and besides as chosen (S40)."""

    SYSTEM = "system"
    EMAIL = "email"
    SMS = "sms"
    EMAIL_SMS = "email_sms"


class Audience(StrEnum):
    """Who is told (S39)."""

    ADMINISTRATORS = "administrators"
    INSPECTORS = "inspectors"
    BOTH = "both"


@dataclass(frozen=True)
class Closing:
    """When a reminder closes by itself: a booking is made, or so many days after the last visit."""

    days_after_visit: int | None = None  # None: on a booking


@dataclass(frozen=True, kw_only=True)
class RuleDetails:
    """When a reminder comes, as it was typed; whatever is wrong is named by `rule_problems`."""

    starts_on: date
    minute: int = DEFAULT_MINUTE
    repeat: str = "never"
    every: int = 1
    weekdays: tuple[str, ...] = ()
    monthly_by: str = "date"
    nth: int | None = None
    weekday: str | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderDetails(RuleDetails):
    """A reminder about to be made."""

    name: str
    type_id: int
    text: str = ""
    channel: str = Channel.SYSTEM.value
    recipients: str = Audience.BOTH.value
    closes_on: Closing | None = None


class RuleChanges(TypedDict, total=False):
    """What is to be changed of when it comes; a name left out stays as it is."""

    starts_on: date
    minute: int
    repeat: str
    every: int
    weekdays: tuple[str, ...]
    monthly_by: str
    nth: int | None
    weekday: str | None
    ends_on: date | None


class ReminderChanges(RuleChanges, total=False):
    """The same of the whole reminder."""

    name: str
    type_id: int
    text: str
    channel: str
    recipients: str
    closes_on: Closing | None


@dataclass(frozen=True)
class OneDate:
    """One date of a series; None is the next."""

    reminder_id: int
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderItem(ReminderDetails):
    """A reminder as it stands. `next` is its next occurrence, None when there is none to come.

    `series_id` and `series_on`: it was one date of that series until it was changed alone. `without_number` names
    who would get a text message and has no number (S40).
    """

    id: int
    version: int
    customer_id: int
    customer_name: str
    type_name: str
    next: Coming | None
    skipped: tuple[date, ...]
    created_at: datetime
    created_by: str
    deleted_at: datetime | None
    series_id: int | None
    series_on: date | None
    last_on: date | None
    without_number: tuple[str, ...] = ()

    @property
    def is_archived(self) -> bool:
        """Whether it was deleted: the row is kept (S42)."""
        return self.deleted_at is not None


@dataclass(frozen=True)
class ReminderTypeItem:
    """What reminders can be about."""

    id: int
    name: str
    is_archived: bool
    version: int


class ReminderTypeChanges(TypedDict, total=False):
    """What may change of a type."""

    name: str
    is_archived: bool
