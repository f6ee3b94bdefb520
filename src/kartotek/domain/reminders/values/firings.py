"""What happens when a reminder fires: who is told, how, and what becomes of it?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from kartotek.domain.businesses.values import Role
from kartotek.domain.reminders.values.rules import Coming, Rule


class Note(StrEnum):
    """What the recipients should know besides."""

    NOTHING = ""
    NO_INSPECTOR = "no_inspector"


class ItemState(StrEnum):
    """Where an item of an inbox is."""

    OPEN = "open"
    DONE = "done"
    SNOOZED = "snoozed"


class ClosedBy(StrEnum):
    """What closed an occurrence: everybody was done with it, or it closed by itself (joint 6)."""

    STAFF = "staff"
    BOOKING = "booking"
    VISIT = "visit"


@dataclass(frozen=True)
class Schedule:
    """A rule on the clocks of a business, without the dates that were taken out."""

    rule: Rule
    minute: int
    zone: ZoneInfo
    skipped: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Fired:
    """The occurrence that fires; `missed` are the dates that should have fired long ago, itself included (S38)."""

    on: date
    missed: tuple[date, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it should have fired long ago."""
        return bool(self.missed)


@dataclass(frozen=True)
class FiringPlan:
    """What a due reminder comes to: what fires, if anything, and what is next."""

    fired: Fired | None
    next: Coming | None


@dataclass(frozen=True)
class Person:
    """Somebody who may be told, with the areas she sees (S41)."""

    id: int
    name: str
    role: Role
    email: str
    phone: str
    language: str
    area_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Told:
    """Who is told, and what they should know besides (S39)."""

    people: Collection[Person]
    note: Note = Note.NOTHING


@dataclass(frozen=True)
class Words:
    """What a message about a reminder speaks of."""

    text: str
    on: date
    missed: tuple[date, ...] = ()
    note: Note = Note.NOTHING


@dataclass(frozen=True)
class DeliveryItem:
    """One message to one recipient, and what became of it."""

    channel: str
    state: str
    error: str


@dataclass(frozen=True)
class InboxItem:
    """A reminder that fired, in the inbox of one recipient. `closed_by`: what closed it without her; `others_done`:
    the names of other recipients who are done with it already.
    """

    id: int
    reminder_id: int
    customer_id: int
    customer_name: str
    area_name: str
    type_id: int
    type_name: str
    name: str
    text: str
    on: date
    fired_at: datetime
    missed: tuple[date, ...]
    is_late: bool
    note: Note
    state: ItemState
    snoozed_until: datetime | None
    done_at: datetime | None
    closed_by: str
    others_done: tuple[str, ...] = ()
    deliveries: tuple[DeliveryItem, ...] = ()


@dataclass(frozen=True)
class RecipientItem:
    """One recipient of a firing in its history."""

    name: str
    state: ItemState
    done_at: datetime | None
    snoozed_until: datetime | None
    deliveries: tuple[DeliveryItem, ...] = ()


@dataclass(frozen=True)
class FiringItem:
    """One firing in the history of a reminder, with everybody who was told."""

    id: int
    reminder_id: int
    name: str
    text: str
    on: date
    fired_at: datetime
    missed: tuple[date, ...]
    is_late: bool
    note: Note
    closed_at: datetime | None
    closed_by: str
    recipients: tuple[RecipientItem, ...] = ()


@dataclass(frozen=True)
class InboxWanted:
    """Which items of an inbox are asked for."""

    state: ItemState = ItemState.OPEN
    type_id: int | None = None
    area_id: int | None = None
    customer_id: int | None = None
