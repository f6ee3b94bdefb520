"""May a service start at this moment with this employee? The code of the list of free starts, for one date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.booking.decisions.calendar import allowed_starts, to_minute, to_minute_up
from kartotek.domain.booking.decisions.starts import Range, open_bits, parts, start_bits, taken_bits
from kartotek.domain.booking.values.availability import Rules, Taken
from kartotek.domain.booking.values.hours import HoursRows
from kartotek.kernel.periods import local_date


@dataclass(frozen=True)
class Look:
    """What can be said of one start with one employee, limits and notice aside."""

    is_within_hours: bool
    is_free: bool


def earliest_start(rules: Rules, now: datetime) -> int:
    """The first minute that keeps the notice."""
    return to_minute_up(now) + rules.min_notice_minutes


def last_date(rules: Rules, now: datetime) -> date:
    """The last local date within the horizon."""
    return local_date(now, ZoneInfo(rules.timezone)) + timedelta(days=rules.horizon_days)


def around(starts_at: datetime, timezone: str) -> Range:
    """The local date of a start, as the range to look at."""
    on = local_date(starts_at, ZoneInfo(timezone))
    return Range(timezone, on, on)


def is_whole_minute(starts_at: datetime) -> bool:
    """Whether a moment lies on the minute grid at all."""
    return not (starts_at.second or starts_at.microsecond)


def is_on_grid(starts_at: datetime, rules: Rules) -> bool:
    """Whether the moment is an allowed start of its date: on the grid, or one of the listed times."""
    asked = around(starts_at, rules.timezone)
    index = to_minute(starts_at) - asked.days[0].first
    allowed = allowed_starts(rules.timezone, asked.from_on, rules.slot_minutes, rules.start_times)
    return is_whole_minute(starts_at) and index in allowed


def look_at(
    starts_at: datetime, employee_id: int, duration_minutes: int, hours: HoursRows, taken: Sequence[Taken], rules: Rules
) -> Look:
    """Whether the interval with its buffers lies within hours, and whether nothing else holds a part of it."""
    asked = around(starts_at, rules.timezone)
    bit = 1 << (to_minute(starts_at) - asked.origin)
    work = open_bits(hours, employee_id, asked)
    within = start_bits(work, 0, rules, duration_minutes)
    wanted = taken_bits(held_time(starts_at, duration_minutes, rules), asked.origin)
    return Look(bool(within & bit), not wanted & taken_bits(taken, asked.origin))


def held_time(starts_at: datetime, duration_minutes: int, rules: Rules) -> tuple[Taken, ...]:
    """What a booking holds of its employee's time: `[start - buffer_before, end + buffer_after)`, less its gap (S5)."""
    minute = to_minute(starts_at)
    return tuple(Taken(minute + starts, minute + ends) for starts, ends in parts(rules, duration_minutes))
