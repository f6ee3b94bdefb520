"""What is free, found the slow and obvious way: minute by minute, by looking at the clock on the wall."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kartotek.domain.booking.decisions.calendar import to_instant, to_minute
from kartotek.domain.booking.values.availability import Rules, Taken
from kartotek.domain.booking.values.hours import HoursRows, WeeklyRow


@lru_cache(maxsize=100)
def wall_clock(timezone: str, on: date) -> dict[int, datetime]:
    """What the clock shows at every minute from the day before a date to the third day after it."""
    zone = ZoneInfo(timezone)
    noon = to_minute(datetime.combine(on, time(12), tzinfo=zone))
    minutes = range(noon - 2 * 1440, noon + 4 * 1440)
    return {minute: to_instant(minute).astimezone(zone).replace(tzinfo=None) for minute in minutes}


@lru_cache(maxsize=100_000)
def moment(timezone: str, on: date, minute: int, *, is_closing: bool) -> int:
    """When the clock shows that time: the first time as an opening, the last as a closing, the next when skipped."""
    wanted = datetime.combine(on, time()) + timedelta(minutes=minute)
    clock = wall_clock(timezone, on)
    shown = [instant for instant, wall in clock.items() if wall == wanted]
    if shown:
        return max(shown) if is_closing else min(shown)
    return min(instant for instant, wall in clock.items() if wall > wanted)


def is_inside(instant: int, timezone: str, on: date, starts: int, ends: int) -> bool:
    """Whether a minute lies within a stretch of a date."""
    opens = moment(timezone, on, starts, is_closing=False)
    return opens <= instant < moment(timezone, on, ends, is_closing=True)


def is_at_work(instant: int, hours: HoursRows, employee_id: int, rules: Rules) -> bool:
    """Whether the employee works in that minute."""
    today = to_instant(instant).astimezone(ZoneInfo(rules.timezone)).date()
    dates = [today + timedelta(days=n) for n in (-1, 0, 1)]
    return not any(_is_away(instant, hours, employee_id, rules, on) for on in dates) and any(
        _is_on_duty(instant, hours, employee_id, rules, on) for on in dates
    )


def _is_away(instant: int, hours: HoursRows, employee_id: int, rules: Rules, on: date) -> bool:
    for row in hours.days_off:
        if row.employee_id == employee_id and row.from_on <= on <= row.to_on:
            if row.starts_minute is None or row.ends_minute is None:
                if to_instant(instant).astimezone(ZoneInfo(rules.timezone)).date() == on:
                    return True
            elif is_inside(instant, rules.timezone, on, row.starts_minute, row.ends_minute):
                return True
    return False


def _is_on_duty(instant: int, hours: HoursRows, employee_id: int, rules: Rules, on: date) -> bool:
    for opening in hours.openings:
        is_mine = opening.employee_id == employee_id and opening.on == on
        if is_mine and is_inside(instant, rules.timezone, on, opening.starts_minute, opening.ends_minute):
            return True
    return on not in hours.closed_on and any(
        _is_in_week(instant, row, rules, on) for row in hours.weekly if row.employee_id == employee_id
    )


def _is_in_week(instant: int, row: WeeklyRow, rules: Rules, on: date) -> bool:
    if row.weekday != on.weekday() or on < (row.valid_from or date.min) or on > (row.valid_to or date.max):
        return False
    is_working = is_inside(instant, rules.timezone, on, row.starts_minute, row.ends_minute)
    return is_working and not any(is_inside(instant, rules.timezone, on, *one) for one in row.breaks)


def reference_starts(  # the arguments of the real thing, one by one
    hours: HoursRows,
    taken: Sequence[Taken],
    rules: Rules,
    duration: int,
    employee_id: int,
    on: date,
) -> list[int]:
    """All starts of one date with one employee, notice and horizon aside."""
    found = []
    busy = {minute for one in taken for minute in range(one.starts, one.ends)}
    work: dict[int, bool] = {}
    for instant, wall in wall_clock(rules.timezone, on).items():
        shown = wall.hour * 60 + wall.minute
        is_allowed = shown in rules.start_times if rules.start_times is not None else shown % rules.slot_minutes == 0
        if wall.date() != on or not is_allowed:
            continue
        held = range(instant - rules.buffer_before_minutes, instant + duration + rules.buffer_after_minutes)
        gap = rules.gap.within(duration) if rules.gap else None
        others = range(instant + gap.after_minutes, instant + gap.ends) if gap else range(0)
        for minute in held:
            if minute in busy and minute not in others:
                break
            if minute not in work:
                work[minute] = is_at_work(minute, hours, employee_id, rules)
            if not work[minute]:
                break
        else:
            found.append(instant)
    return found
