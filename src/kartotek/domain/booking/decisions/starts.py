"""At which minutes may a service start with an employee? Bit sets in, one pattern a day out.

docs/algorithms/availability.md tells it in prose. The booking site's list and the check when a booking is written
both come from here: a shown start is always bookable, a bookable one always shown.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kartotek.domain.booking.decisions.bits import erode, pattern, span
from kartotek.domain.booking.decisions.calendar import LocalDay, allowed_starts, local_day
from kartotek.domain.booking.values.availability import Rules, Taken
from kartotek.domain.booking.values.hours import DayOffRow, HoursRows, OpeningRow, WeeklyRow

# A start's interval may reach eight hours (buffer before) into the day before and, of one day and eight hours, into
# the second day after.
DAYS_BEFORE, DAYS_AFTER = 1, 2


@dataclass(frozen=True)
class Range:
    """Some dates of a zone, both ends included, and the minute from which bits are counted."""

    timezone: str
    from_on: date
    to_on: date

    @cached_property
    def days(self) -> list[LocalDay]:
        """The dates asked for."""
        return self._days(0, 0)

    @cached_property
    def wide_days(self) -> list[LocalDay]:
        """Those and the ones around them into which an interval may reach."""
        return self._days(DAYS_BEFORE, DAYS_AFTER)

    @cached_property
    def origin(self) -> int:
        """Bit 0."""
        return local_day(self.timezone, self.from_on - timedelta(days=DAYS_BEFORE)).first

    def _days(self, before: int, after: int) -> list[LocalDay]:
        count = (self.to_on - self.from_on).days + 1
        return [local_day(self.timezone, self.from_on + timedelta(days=n)) for n in range(-before, count + after)]


def open_bits(hours: HoursRows, employee_id: int, asked: Range) -> int:
    """When the employee works: (weekly hours less their breaks, unless closed) and openings, less days off."""
    weekly = [row for row in hours.weekly if row.employee_id == employee_id]
    openings = [row for row in hours.openings if row.employee_id == employee_id]
    absences = [row for row in hours.days_off if row.employee_id == employee_id]
    work = _weekly_bits(weekly, hours.closed_on, asked) | _opening_bits(openings, asked)
    return work & ~_away_bits(absences, asked)


def _weekly_bits(rows: Iterable[WeeklyRow], closed_on: Collection[date], asked: Range) -> int:
    by_weekday: tuple[list[WeeklyRow], ...] = ([], [], [], [], [], [], [])
    for row in rows:
        by_weekday[row.weekday].append(row)
    bits = 0
    for day in asked.wide_days:
        if day.on not in closed_on:
            for row in by_weekday[day.on.weekday()]:
                bits |= _weekly(row, day, asked.origin)
    return bits


def _opening_bits(rows: Iterable[OpeningRow], asked: Range) -> int:
    days = {day.on: day for day in asked.wide_days}
    bits = 0
    for row in rows:
        if row.on in days:
            bits |= _stretch(days[row.on], asked.origin, row.starts_minute, row.ends_minute)
    return bits


def _away_bits(rows: Iterable[DayOffRow], asked: Range) -> int:
    bits = 0
    for row in rows:
        for day in asked.wide_days:
            if row.from_on <= day.on <= row.to_on:
                bits |= _absence(day, asked.origin, row.starts_minute, row.ends_minute)
    return bits


def _weekly(row: WeeklyRow, day: LocalDay, origin: int) -> int:
    if (row.valid_from and day.on < row.valid_from) or (row.valid_to and day.on > row.valid_to):
        return 0
    work = _stretch(day, origin, row.starts_minute, row.ends_minute)
    for starts, ends in row.breaks:
        work &= ~_stretch(day, origin, starts, ends)
    return work


def _absence(day: LocalDay, origin: int, starts_minute: int | None, ends_minute: int | None) -> int:
    if starts_minute is None or ends_minute is None:
        return span(day.first - origin, day.last - origin)
    return _stretch(day, origin, starts_minute, ends_minute)


def _stretch(day: LocalDay, origin: int, starts_minute: int, ends_minute: int) -> int:
    starts, ends = day.bounds(starts_minute, ends_minute)
    return span(starts - origin, ends - origin)


def taken_bits(taken: Iterable[Taken], origin: int) -> int:
    """What other bookings hold, their buffers included."""
    bits = 0
    for held in taken:
        bits |= span(held.starts - origin, held.ends - origin)
    return bits


def parts(rules: Rules, duration_minutes: int) -> tuple[tuple[int, int], ...]:
    """What the service takes of its employee's time, buffers included, in minutes from its start, half-open: one
    stretch, or two around a gap in which she is free for others (S5).
    """
    starts, ends = -rules.buffer_before_minutes, duration_minutes + rules.buffer_after_minutes
    gap = rules.gap and rules.gap.within(duration_minutes)
    return ((starts, gap.after_minutes), (gap.ends, ends)) if gap else ((starts, ends),)


def start_bits(work: int, taken: int, rules: Rules, duration_minutes: int) -> int:
    """The minutes at which the service may start: its employee is at work throughout, buffers and gap included, and
    nothing else holds a part of it.
    """
    free = work & ~taken
    stretches = parts(rules, duration_minutes)
    if len(stretches) == 1:
        return _starts_of(free, stretches[0])
    bits = _starts_of(work, (stretches[0][0], stretches[-1][1]))
    for stretch in stretches:
        bits &= _starts_of(free, stretch)
    return bits


def _starts_of(free: int, stretch: tuple[int, int]) -> int:
    """The minutes from which this stretch, counted from them, lies in free time."""
    starts, ends = stretch
    bits = erode(free, ends - starts)
    return bits << -starts if starts <= 0 else bits >> starts


def patterns(work: int, taken: int, rules: Rules, duration_minutes: int, asked: Range) -> tuple[str, ...]:
    """For each date one character an allowed start (`calendar.allowed_starts`): "1" is bookable."""
    return _a_day(start_bits(work, taken, rules, duration_minutes), rules, asked)


def patterns_without(short: int, rules: Rules, duration_minutes: int, asked: Range) -> tuple[str, ...]:
    """The same of the resources alone: the starts from which none is short as long as it takes, the gap included."""
    stretches = parts(rules, duration_minutes)
    return _a_day(_starts_of(~short, (stretches[0][0], stretches[-1][1])), rules, asked)


def both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The starts that stand in both."""
    return tuple(
        "".join("1" if first == second == "1" else "0" for first, second in zip(*days, strict=True))
        for days in zip(one, other, strict=True)
    )


def _a_day(bits: int, rules: Rules, asked: Range) -> tuple[str, ...]:
    origin = asked.origin
    return tuple(_on_grid(pattern(bits, day.first - origin, day.last - day.first), day, rules) for day in asked.days)


def _on_grid(minutes: str, day: LocalDay, rules: Rules) -> str:
    if day.is_plain and rules.start_times is None:
        return minutes[:: rules.slot_minutes]
    allowed = allowed_starts(rules.timezone, day.on, rules.slot_minutes, rules.start_times)
    return "".join([minutes[index] for index in allowed])


def free_starts(day_patterns: Sequence[str], grid: Sequence[int], earliest: int) -> list[tuple[int, tuple[int, ...]]]:
    """Of one date: each start from minute `earliest` on at which anybody is free, with the positions of those who are.

    `grid` holds the allowed starts as minutes since 1970; each pattern is one employee's.
    """
    found: list[tuple[int, tuple[int, ...]]] = []
    if not any("1" in one for one in day_patterns):
        return found
    for minute, column in zip(grid, zip(*day_patterns, strict=True), strict=True):
        if "1" in column and minute >= earliest:
            found.append((minute, tuple([who for who, mark in enumerate(column) if mark == "1"])))
    return found
