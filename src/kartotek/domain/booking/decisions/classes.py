"""Can a class be held like this, and on which dates does a weekly series fall? Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.booking.decisions.asking import FIRST_YEAR, LAST_YEAR
from kartotek.domain.booking.decisions.checking import is_whole_minute
from kartotek.domain.booking.values.classes import LONGEST_MINUTES, MOST_DATES
from kartotek.domain.catalog.values import MOST_SEATS
from kartotek.kernel.errors import Problem
from kartotek.kernel.periods import Period, local_date, local_minute, opening_instant
from kartotek.kernel.words import gettext_noop

_WEEK = timedelta(days=7)


def time_problems(starts_at: datetime, ends_at: datetime) -> tuple[Problem, ...]:
    """What is wrong with the bounds of one date: whole minutes, in order, at most a day long."""
    found = [
        Problem(name, "out_of_range", gettext_noop("This time is not possible."))
        for name, moment in (("starts_at", starts_at), ("ends_at", ends_at))
        if not (FIRST_YEAR <= moment.year <= LAST_YEAR and is_whole_minute(moment))
    ]
    if not found and ends_at <= starts_at:
        found.append(Problem("ends_at", "not_after_start", gettext_noop("The end must lie after the start.")))
    elif not found and ends_at - starts_at > timedelta(minutes=LONGEST_MINUTES):
        found.append(Problem("ends_at", "too_long", gettext_noop("A class lasts at most a day.")))
    return tuple(found)


def seats_problems(seats: int, taken: int = 0) -> tuple[Problem, ...]:
    """What is wrong with a number of seats, of which some may be taken already."""
    if not 1 <= seats <= MOST_SEATS:
        return (Problem("seats", "out_of_range", gettext_noop("This number is too small or too large.")),)
    if seats < taken:
        message = gettext_noop("More seats than this are taken already. Cancel some of them first.")
        return (Problem("seats", "below_taken", message),)
    return ()


def series_problems(starts_at: datetime, until: date | None, timezone: str) -> tuple[Problem, ...]:
    """What is wrong with the last date of a weekly series."""
    if until is None:
        return ()
    days = (until - local_date(starts_at, ZoneInfo(timezone))).days
    if days < 0:
        message = gettext_noop("The last date lies before the first one.")
        return (Problem("repeat.weekly_until", "before_start", message),)
    if days // _WEEK.days >= MOST_DATES:
        return (Problem("repeat.weekly_until", "too_many", gettext_noop("These are too many dates.")),)
    return ()


def weekly_periods(first: Period, until: date | None, timezone: str) -> list[Period]:
    """The first date and, with a last one, the same weekday and wall-clock time of each week; the length is real time.

    A start that DST skips is the next valid minute, one that occurs twice the first (S37).
    """
    if until is None:
        return [first]
    zone = ZoneInfo(timezone)
    on, minute = local_date(first.starts_at, zone), local_minute(first.starts_at, zone)
    weeks = (until - on).days // _WEEK.days
    starts = [opening_instant(on + week * _WEEK, minute, zone) for week in range(1, weeks + 1)]
    return [first, *(Period(start, start + first.duration) for start in starts)]


def widened(period: Period, before_minutes: int, after_minutes: int) -> Period:
    """What a date takes of its employee's time: itself and its buffers."""
    return Period(
        period.starts_at - timedelta(minutes=before_minutes), period.ends_at + timedelta(minutes=after_minutes)
    )


def meeting(wanted: Sequence[Period], taken: Iterable[Period]) -> list[int]:
    """The positions of those that meet something taken; the wanted ones are in order and do not meet one another."""
    others = list(taken)
    return [at for at, one in enumerate(wanted) if any(one.overlaps(other) for other in others)]
