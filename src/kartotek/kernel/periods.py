"""When exactly is "Tuesday at 14:00 in Copenhagen", and do two periods meet? Half-open: `[starts_at, ends_at)`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

DAY_MINUTES = 1440
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, order=True)
class Period:
    """Aware bounds, kept in UTC (two clocks of one zone would be compared by their hands); the last is outside."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts_at", self.starts_at.astimezone(UTC))
        object.__setattr__(self, "ends_at", self.ends_at.astimezone(UTC))
        if self.starts_at >= self.ends_at:
            raise ValueError("a period ends after it starts")

    @property
    def duration(self) -> timedelta:
        """Real time that passes between the bounds, whatever the clocks on the wall do."""
        return self.ends_at - self.starts_at

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a moment; touching ends share none."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def covers(self, moment: datetime) -> bool:
        """Whether the moment lies inside."""
        return self.starts_at <= moment < self.ends_at


def is_zone(name: str) -> bool:
    """Whether this is the name of a time zone with a place in it (Europe/Copenhagen) or UTC."""
    return name == "UTC" or ("/" in name and name in available_timezones())


def opening_instant(on: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the clock on the wall shows `minute` after local midnight, as the start of something.

    1440 is the next midnight. A minute that DST skips is the next valid one; one that occurs twice is the first (S37).
    """
    return _instant(on, minute, zone, fold=0)


def closing_instant(on: date, minute: int, zone: ZoneInfo) -> datetime:
    """As `opening_instant`, as the end of something: a minute that occurs twice is the second (api.md, "A start")."""
    return _instant(on, minute, zone, fold=1)


def _instant(on: date, minute: int, zone: ZoneInfo, *, fold: int) -> datetime:
    wall = datetime.combine(on, time()) + timedelta(minutes=minute)
    instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return _end_of_gap(wall, zone)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after a gap: there the offset changes from that before the gap to that after it."""
    before = wall.replace(tzinfo=zone, fold=0).utcoffset()
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)  # the later offset read too early: still before the gap
    late = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    while late - early > _MINUTE:
        middle = early + (late - early) // _MINUTE // 2 * _MINUTE
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late


def day_bounds(on: date, zone: ZoneInfo) -> Period:
    """From the first moment of a local day to the first of the next: 23, 24 or 25 hours."""
    return Period(opening_instant(on, 0, zone), opening_instant(on, DAY_MINUTES, zone))


def end_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The first moment of the next local day: ends "to the end of a day" lie here (S25)."""
    return opening_instant(on, DAY_MINUTES, zone)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date on the wall at that moment."""
    return moment.astimezone(zone).date()


def local_minute(moment: datetime, zone: ZoneInfo) -> int:
    """Minutes the wall clock shows after midnight at that moment."""
    local = moment.astimezone(zone)
    return local.hour * 60 + local.minute


def minute_text(minute: int) -> str:
    """540 as "09:00"; 1440 as "24:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def parse_minute(text: str) -> int | None:
    """ "09:00" as 540; "24:00" as 1440; None for anything else."""
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and text.isascii() and (hours + minutes).isdigit()):
        return None
    value = int(hours) * 60 + int(minutes)
    return value if int(minutes) < 60 and value <= DAY_MINUTES else None
