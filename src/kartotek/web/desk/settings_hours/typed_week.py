"""What was typed into the plan of a week, character by character, and which hours does it mean?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from kartotek.domain.booking.values.hours import HoursDetails, HoursItem, Span
from kartotek.kernel.errors import Problem
from kartotek.kernel.periods import minute_text
from kartotek.kernel.wallclock import parse_typed
from kartotek.web.kit import durations

WORK, BREAK = "work", "break"
MOST_ROWS = 40


@dataclass
class TypedSpan:
    """Two times as they were typed, and what is wrong with them."""

    starts: str = ""
    ends: str = ""
    error: str = ""
    is_new: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing was typed: the row counts for nothing."""
        return not self.starts.strip() and not self.ends.strip()

    def read(self) -> Span | None:
        """The minutes meant; None, and an error, when it is not two times."""
        starts, ends = parse_typed(self.starts), parse_typed(self.ends)
        if starts is None or ends is None:
            self.error = gettext("Write times such as 09:00.")
            return None
        return Span(starts, ends)


@dataclass
class TypedDay:
    """The rows of one weekday (0 is Monday)."""

    weekday: int
    work: list[TypedSpan] = field(default_factory=list)
    breaks: list[TypedSpan] = field(default_factory=list)

    @property
    def name(self) -> str:
        """“Monday”."""
        return str(WEEKDAYS[self.weekday])

    @property
    def summary(self) -> str:
        """“09:00–17:00, break 12:00–12:30”, as typed."""
        work = [f"{each.starts}–{each.ends}" for each in self.work if not each.is_blank]
        pauses = [f"{each.starts}–{each.ends}" for each in self.breaks if not each.is_blank]
        return ", ".join([*work, *(gettext("break %(times)s") % {"times": each} for each in pauses)])

    @property
    def bookable(self) -> str:
        """“7 h 45 min”; nothing while the times do not make sense."""
        minutes = self.minutes
        return durations.short(minutes) if minutes > 0 else ""

    @property
    def minutes(self) -> int:
        """Work less breaks, as far as it can be read."""
        return _minutes(self.work) - _minutes(self.breaks)


@dataclass
class TypedWeek:
    """The seven days, with the rows that the hours of the domain came from."""

    days: list[TypedDay]
    _rows: list[TypedSpan] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """Bookable time of the week."""
        return sum(max(0, day.minutes) for day in self.days)

    @property
    def has_errors(self) -> bool:
        """Whether a row is marked."""
        return any(span.error for day in self.days for span in (*day.work, *day.breaks))

    def read(self) -> tuple[HoursDetails, ...]:
        """The hours meant; rows that make no sense are marked and left out."""
        self._rows = []
        found = []
        for day in self.days:
            for row, span, pauses in _read_day(day):
                self._rows.append(row)
                found.append(
                    HoursDetails(
                        weekday=day.weekday,
                        starts_minute=span.starts_minute,
                        ends_minute=span.ends_minute,
                        breaks=pauses,
                    )
                )
        return tuple(found)

    def mark(self, problems: Sequence[Problem]) -> list[Problem]:
        """Put the domain's problems at their rows; those that belong to no row come back."""
        rest = []
        for problem in problems:
            parts = problem.field.split(".")
            if parts[0] == "items" and len(parts) == 3 and int(parts[1]) < len(self._rows):
                self._rows[int(parts[1])].error = gettext(problem.message)
            else:
                rest.append(problem)
        return rest

    def add(self, wish: str) -> None:
        """A new blank row: `break-0` on Monday, `work-6` on Sunday; what is no such wish does nothing."""
        found = self._find(wish)
        if found is not None and len(found) < MOST_ROWS:
            found.append(TypedSpan(is_new=True))

    def remove(self, wish: str) -> None:
        """Drop a row: `break-0-1` is the second break of Monday."""
        rows, _, number = wish.rpartition("-")
        found = self._find(rows)
        if found is not None and number.isascii() and number.isdigit() and int(number[:3]) < len(found):
            del found[int(number[:3])]

    def _find(self, wish: str) -> list[TypedSpan] | None:
        for day in self.days:
            if wish == f"{WORK}-{day.weekday}":
                return day.work
            if wish == f"{BREAK}-{day.weekday}":
                return day.breaks
        return None


def from_items(items: Sequence[HoursItem]) -> TypedWeek:
    """A stored plan, as one would type it."""
    days = [TypedDay(weekday) for weekday in range(7)]
    for item in items:
        days[item.weekday].work.append(_typed(Span(item.starts_minute, item.ends_minute)))
        days[item.weekday].breaks.extend(map(_typed, item.breaks))
    return TypedWeek(days)


def from_post(data: QueryDict) -> TypedWeek:
    """What was posted: lists of `work-0-from` and `work-0-to`, `break-0-from` and `break-0-to`, by weekday."""
    return TypedWeek([TypedDay(day, _posted(data, WORK, day), _posted(data, BREAK, day)) for day in range(7)])


def difference(theirs: TypedWeek, yours: TypedWeek) -> list[Mapping[str, str]]:
    """The weekdays that differ, for `kit/conflict.html`."""
    pairs = zip(theirs.days, yours.days, strict=True)
    return [
        {"label": other.name, "theirs": other.summary, "yours": mine.summary}
        for other, mine in pairs
        if other.summary != mine.summary
    ]


def _posted(data: QueryDict, kind: str, day: int) -> list[TypedSpan]:
    starts, ends = data.getlist(f"{kind}-{day}-from"), data.getlist(f"{kind}-{day}-to")
    return [TypedSpan(first, last) for first, last in zip(starts, ends, strict=False)][:MOST_ROWS]


def _typed(span: Span) -> TypedSpan:
    return TypedSpan(minute_text(span.starts_minute), minute_text(span.ends_minute))


def _read_day(day: TypedDay) -> list[tuple[TypedSpan, Span, tuple[Span, ...]]]:
    """Each row of work with its minutes and the breaks that lie in it; a break outside all work is marked."""
    work = [(row, span) for row in day.work if not row.is_blank and (span := row.read()) is not None]
    inside: list[list[Span]] = [[] for _ in work]
    for row in day.breaks:
        pause = None if row.is_blank else row.read()
        if pause is None:
            continue
        home = next((n for n, (_, span) in enumerate(work) if _holds(span, pause)), None)
        if home is None:
            row.error = gettext("A break must lie within the hours.")
        else:
            inside[home].append(pause)
    return [(row, span, tuple(pauses)) for (row, span), pauses in zip(work, inside, strict=True)]


def _holds(span: Span, pause: Span) -> bool:
    return span.starts_minute <= pause.starts_minute and pause.ends_minute <= span.ends_minute


def _minutes(rows: Sequence[TypedSpan]) -> int:
    total = 0
    for row in rows:
        starts, ends = parse_typed(row.starts), parse_typed(row.ends)
        if starts is not None and ends is not None:
            total += max(0, ends - starts)
    return total
