"""Which seven days does a page show, which of them is open, and what is free on it? For booking and for moving."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from kartotek.web.kit.choices import start_value

STRIP_DAYS = 7
MORNING_ENDS, AFTERNOON_ENDS = 12, 17


@dataclass(frozen=True)
class Day:
    """One day of the strip."""

    on: date
    count: int
    is_open: bool


@dataclass(frozen=True)
class Start:
    """A time that can be chosen."""

    at: datetime
    value: str
    is_chosen: bool


@dataclass(frozen=True)
class Part:
    """Morning, afternoon or evening."""

    name: str
    starts: list[Start]


@dataclass(frozen=True)
class Week:
    """The strip and the times of the open day. `earlier_on`, `later_on`: where the arrows lead; None is nowhere."""

    days: list[Day]
    open_on: date | None
    parts: list[Part]
    earlier_on: date | None
    later_on: date | None
    next_free_on: date | None

    @property
    def first_at(self) -> datetime | None:
        """The first time shown; its clocks are the ones that are named."""
        return self.parts[0].starts[0].at if self.parts else None

    @property
    def first_on(self) -> date:
        """The first day of the strip; its month stands above."""
        return self.days[0].on


@dataclass(frozen=True)
class Looked:
    """What was looked at: the free starts of every date from `from_on` on, and the last date that may be booked."""

    today: date
    last_on: date
    from_on: date
    starts: dict[date, list[datetime]]


def week_of(looked: Looked, wished_on: date | None, chosen_at: datetime | None) -> Week:
    """The strip that holds the wished day, or the first with something free; strips count from today."""
    free = sorted(day for day, starts in looked.starts.items() if starts)
    target = wished_on or (free[0] if free else looked.from_on)
    first = looked.today + timedelta(days=(target - looked.today).days // STRIP_DAYS * STRIP_DAYS)
    shown = [first + timedelta(days=number) for number in range(STRIP_DAYS)]
    open_on = _open_day(shown, looked, wished_on)
    later = first + timedelta(days=STRIP_DAYS)
    return Week(
        days=[Day(on, len(looked.starts.get(on, [])), on == open_on) for on in shown],
        open_on=open_on,
        parts=_parts(looked.starts.get(open_on, []) if open_on else [], chosen_at),
        earlier_on=first - timedelta(days=STRIP_DAYS) if first > looked.today else None,
        later_on=later if later <= looked.last_on else None,
        next_free_on=next((day for day in free if day >= later), None),
    )


def _open_day(shown: list[date], looked: Looked, wished_on: date | None) -> date | None:
    if wished_on is not None and looked.starts.get(wished_on):
        return wished_on
    return next((on for on in shown if looked.starts.get(on)), None)


def _parts(starts: list[datetime], chosen_at: datetime | None) -> list[Part]:
    names = (gettext("Morning"), gettext("Afternoon"), gettext("Evening"))
    parts: list[list[Start]] = [[], [], []]
    for at in starts:
        hour = timezone.localtime(at).hour
        number = 0 if hour < MORNING_ENDS else 1 if hour < AFTERNOON_ENDS else 2
        parts[number].append(Start(at, start_value(at), at == chosen_at))
    return [Part(name, found) for name, found in zip(names, parts, strict=True) if found]
