"""Which bookings lie within the hours of their employee, and which would not once these change? Pure.

Asked before hours are changed; buffers do not count here.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from kartotek.domain.booking.decisions.bits import span
from kartotek.domain.booking.decisions.calendar import to_minute, to_minute_up
from kartotek.domain.booking.decisions.checking import around
from kartotek.domain.booking.decisions.starts import Range, open_bits
from kartotek.domain.booking.values.hours import (
    DayOffDetails,
    DayOffRow,
    HoursDetails,
    HoursRows,
    OpeningDetails,
    OpeningRow,
    WeeklyRow,
)
from kartotek.domain.booking.values.outside import Held

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Change:
    """What hours become; whose (None: everybody's) and on which dates (None: open) anybody can fall out of them."""

    becomes: Callable[[HoursRows], HoursRows]
    employee_id: int | None = None
    first_on: date | None = None
    last_on: date | None = None


def lies_within(hours: HoursRows, employee_id: int, timezone: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the employee works in every minute of `[starts_at, ends_at)`."""
    asked = around(starts_at, timezone)
    return _covers(open_bits(hours, employee_id, asked), asked, starts_at, ends_at)


def falling_outside(before: HoursRows, change: Change, timezone: str, held: Iterable[Held]) -> list[Held]:
    """What lies within the hours as they are and not within what they become; each date is looked at once."""
    after = change.becomes(before)
    seen: dict[tuple[int, date], tuple[int, int]] = {}
    found = []
    for each in held:
        asked = around(each.starts_at, timezone)
        key = (each.employee_id, asked.from_on)
        if key not in seen:
            seen[key] = open_bits(before, each.employee_id, asked), open_bits(after, each.employee_id, asked)
        was, will = (_covers(bits, asked, each.starts_at, each.ends_at) for bits in seen[key])
        if was and not will:
            found.append(each)
    return found


def week_change(employee_id: int, items: Sequence[HoursDetails]) -> Change:
    """These are all weekly hours of an employee."""

    def becomes(rows: HoursRows) -> HoursRows:
        others = [row for row in rows.weekly if row.employee_id != employee_id]
        return replace(rows, weekly=(*others, *(_weekly(employee_id, item) for item in items)))

    return Change(becomes, employee_id)


def day_off_change(employee_id: int, details: DayOffDetails, instead_of: DayOffDetails | None = None) -> Change:
    """An employee is away, perhaps instead of at another time."""

    def becomes(rows: HoursRows) -> HoursRows:  # one that is there alike already changes nothing
        kept = _without(rows.days_off, _day_off(employee_id, instead_of or details))
        return replace(rows, days_off=(*kept, _day_off(employee_id, details)))

    return Change(becomes, employee_id, details.from_on, details.to_on)


def opening_change(employee_id: int, details: OpeningDetails, instead_of: OpeningDetails) -> Change:
    """An extra opening lies at another time than before."""

    def becomes(rows: HoursRows) -> HoursRows:
        kept = _without(rows.openings, _opening(employee_id, instead_of))
        return replace(rows, openings=(*kept, _opening(employee_id, details)))

    return Change(becomes, employee_id, instead_of.on, instead_of.on)


def closed_change(dates: Collection[date], instead_of: date | None = None) -> Change:
    """The business is closed on these dates, perhaps instead of on another one; there is at least one of them."""

    def becomes(rows: HoursRows) -> HoursRows:
        return replace(rows, closed_on=(rows.closed_on - {instead_of}) | frozenset(dates))

    return Change(becomes, None, min(dates), max(dates))


def _covers(work: int, asked: Range, starts_at: datetime, ends_at: datetime) -> bool:
    wanted = span(to_minute(starts_at) - asked.origin, to_minute_up(ends_at) - asked.origin)
    return not wanted & ~work


def _without(rows: Sequence[_Row], gone: _Row) -> list[_Row]:
    """The rows less one that is like this one: there may be two alike."""
    kept = list(rows)
    if gone in kept:
        kept.remove(gone)
    return kept


def _weekly(employee_id: int, item: HoursDetails) -> WeeklyRow:
    return WeeklyRow(
        employee_id,
        item.weekday,
        item.starts_minute,
        item.ends_minute,
        item.breaks,
        item.valid_from,
        item.valid_to,
    )


def _day_off(employee_id: int, item: DayOffDetails) -> DayOffRow:
    return DayOffRow(employee_id, item.from_on, item.to_on, item.starts_minute, item.ends_minute)


def _opening(employee_id: int, item: OpeningDetails) -> OpeningRow:
    return OpeningRow(employee_id, item.on, item.starts_minute, item.ends_minute)
