"""What are opening hours made of? Minutes count from local midnight; 1440 is the end of the day."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypedDict

LONGEST_NOTE = 200


class Span(NamedTuple):
    """A half-open piece of a day, in minutes from local midnight."""

    starts_minute: int
    ends_minute: int


@dataclass(frozen=True, kw_only=True)
class HoursDetails:
    """Work on one weekday (0 is Monday) with its breaks; `valid_from` and `valid_to` are included, None is open."""

    weekday: int
    starts_minute: int
    ends_minute: int
    breaks: tuple[Span, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


class HoursChanges(TypedDict, total=False):
    """What may be changed of weekly hours."""

    weekday: int
    starts_minute: int
    ends_minute: int
    breaks: tuple[Span, ...]
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class HoursItem(HoursDetails):
    """Weekly hours as they are stored."""

    id: int
    version: int
    employee_id: int


class Validity(NamedTuple):
    """From when to when a plan holds, both dates included; None is open."""

    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole week that is valid for a time; `replaces` is the validity of the plan it takes the place of, if any.

    The validity of the items themselves is that of the plan, whatever they say.
    """

    validity: Validity
    items: tuple[HoursDetails, ...]
    replaces: Validity | None = None


@dataclass(frozen=True, kw_only=True)
class DayOffDetails:
    """An absence, both dates included: whole days, or the same part of each."""

    from_on: date
    to_on: date
    starts_minute: int | None = None
    ends_minute: int | None = None
    note: str = ""


class DayOffChanges(TypedDict, total=False):
    """What may be changed of an absence."""

    from_on: date
    to_on: date
    starts_minute: int | None
    ends_minute: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class DayOffItem(DayOffDetails):
    """An absence as it is stored."""

    id: int
    version: int
    employee_id: int


@dataclass(frozen=True, kw_only=True)
class OpeningDetails:
    """Extra work on one date, also on a closed day."""

    on: date
    starts_minute: int
    ends_minute: int
    note: str = ""


class OpeningChanges(TypedDict, total=False):
    """What may be changed of an extra opening."""

    on: date
    starts_minute: int
    ends_minute: int
    note: str


@dataclass(frozen=True, kw_only=True)
class OpeningItem(OpeningDetails):
    """An extra opening as it is stored."""

    id: int
    version: int
    employee_id: int


@dataclass(frozen=True, kw_only=True)
class ClosedDayDetails:
    """A date on which the whole business is closed, and why."""

    on: date
    name: str = ""


class ClosedDayChanges(TypedDict, total=False):
    """What may be changed of a closed day."""

    on: date
    name: str


@dataclass(frozen=True, kw_only=True)
class ClosedDayItem(ClosedDayDetails):
    """A closed day as it is stored."""

    id: int
    version: int


class WeeklyRow(NamedTuple):
    """Weekly hours as availability reads them."""

    employee_id: int
    weekday: int
    starts_minute: int
    ends_minute: int
    breaks: tuple[Span, ...]
    valid_from: date | None
    valid_to: date | None


class DayOffRow(NamedTuple):
    """An absence as availability reads it: without minutes, whole days."""

    employee_id: int
    from_on: date
    to_on: date
    starts_minute: int | None
    ends_minute: int | None


class OpeningRow(NamedTuple):
    """An extra opening as availability reads it."""

    employee_id: int
    on: date
    starts_minute: int
    ends_minute: int


@dataclass(frozen=True)
class HoursRows:
    """All that says when some employees work between two dates.

    On a date an employee works: (the weekly hours less breaks, unless the business is closed) and the
    openings, less the days off.
    """

    weekly: tuple[WeeklyRow, ...]
    days_off: tuple[DayOffRow, ...]
    openings: tuple[OpeningRow, ...]
    closed_on: frozenset[date]
