"""On which dates does a series lie? By the clock on the wall, whatever the clocks do in between (S37)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.booking.values.bookings import StaffBooking, Wish
from kartotek.domain.booking.values.series import MOST_DATES, MOST_WEEKS_APART, Series
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.periods import local_date, opening_instant
from kartotek.kernel.words import gettext_noop

_APART = gettext_noop("A series repeats every 1 to 52 weeks.")
_UNTIL = gettext_noop("A series ends on its first date or later, and has at most 104 dates.")


def check_series(series: Series, timezone: str) -> None:
    """Raise Invalid for a series that cannot be."""
    if not 1 <= series.every_weeks <= MOST_WEEKS_APART:
        raise Invalid(problems=(Problem("every_weeks", "out_of_range", _APART),))
    first = local_date(min(wish.starts_at for wish in series.first.wishes), ZoneInfo(timezone))
    days = (series.until_on - first).days
    if not 0 <= days < series.every_weeks * 7 * MOST_DATES:
        raise Invalid(problems=(Problem("until", "out_of_range", _UNTIL),))


def visits_of(series: Series, timezone: str) -> Iterator[tuple[datetime, StaffBooking | None]]:
    """Every date of a checked series: its start and its visit, None where the clocks leave out that time."""
    zone = ZoneInfo(timezone)
    yield series.first.wishes[0].starts_at, series.first
    first_on = local_date(min(wish.starts_at for wish in series.first.wishes), zone)
    weeks = series.every_weeks
    while first_on + timedelta(weeks=weeks) <= series.until_on:
        wishes = tuple(_later(wish, weeks, zone) for wish in series.first.wishes)
        is_there = all(
            _wall(wish.starts_at, zone) == _wall(first.starts_at, zone)
            for wish, first in zip(wishes, series.first.wishes, strict=True)
        )
        yield wishes[0].starts_at, replace(series.first, wishes=wishes) if is_there else None
        weeks += series.every_weeks


def _later(wish: Wish, weeks: int, zone: ZoneInfo) -> Wish:
    on = local_date(wish.starts_at, zone) + timedelta(weeks=weeks)
    return replace(wish, starts_at=opening_instant(on, _wall(wish.starts_at, zone), zone))


def _wall(moment: datetime, zone: ZoneInfo) -> int:
    local = moment.astimezone(zone)
    return local.hour * 60 + local.minute
