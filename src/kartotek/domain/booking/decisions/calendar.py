"""Which minutes since 1970 does a local day have, and which of them are allowed starts? All DST rules live here."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kartotek.kernel.periods import DAY_MINUTES, closing_instant, local_minute, opening_instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def to_minute(moment: datetime) -> int:
    """The minute a moment lies in."""
    return (moment - _EPOCH) // _MINUTE


def to_minute_up(moment: datetime) -> int:
    """The first whole minute that is not before a moment."""
    return -((_EPOCH - moment) // _MINUTE)


def to_instant(minute: int) -> datetime:
    """The instant (UTC) at which a minute begins."""
    return _EPOCH + minute * _MINUTE


@dataclass(frozen=True)
class LocalDay:
    """A date of a zone: its minutes are `[first, last)`; a plain one has 1440, the clock never jumping."""

    on: date
    zone: ZoneInfo
    first: int
    last: int
    is_plain: bool

    def bounds(self, starts_minute: int, ends_minute: int) -> tuple[int, int]:
        """A stretch of wall-clock time on this date; a bound that DST skips or repeats follows api.md, "A start"."""
        if self.is_plain:
            return self.first + starts_minute, self.first + ends_minute
        starts = opening_instant(self.on, starts_minute, self.zone)
        return to_minute(starts), to_minute(closing_instant(self.on, ends_minute, self.zone))


@lru_cache(maxsize=4096)
def local_day(timezone: str, on: date) -> LocalDay:
    """The date in this zone."""
    zone = ZoneInfo(timezone)
    first = to_minute(opening_instant(on, 0, zone))
    last = to_minute(opening_instant(on, DAY_MINUTES, zone))
    closing = to_minute(closing_instant(on, DAY_MINUTES, zone))
    offsets = {to_instant(minute).astimezone(zone).utcoffset() for minute in (first, closing - 1)}
    is_plain = last - first == DAY_MINUTES and last == closing and len(offsets) == 1
    return LocalDay(on, zone, first, last, is_plain)


@lru_cache(maxsize=4096)
def allowed_starts(timezone: str, on: date, slot_minutes: int, start_times: tuple[int, ...] | None) -> tuple[int, ...]:
    """The starts of a date, as minutes after its first one: on the grid of the wall clock, or at the listed times.

    A time that DST skips is none; one that occurs twice is two.
    """
    day = local_day(timezone, on)
    clock = range(DAY_MINUTES) if day.is_plain else _clock(day)
    if start_times is not None:
        return tuple(index for index, shown in enumerate(clock) if shown in start_times)
    return tuple(index for index, shown in enumerate(clock) if shown % slot_minutes == 0)


def _clock(day: LocalDay) -> list[int]:
    """What the wall clock shows, minute by minute."""
    return [local_minute(to_instant(minute), day.zone) for minute in range(day.first, day.last)]
