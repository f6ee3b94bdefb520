"""Which ends of a lock can be chosen, how are they called, and which was chosen? (S24, S25)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext, pgettext

from kartotek.domain.access.decisions.locking import end_of
from kartotek.domain.access.values.locks import AnyDate, Days, Endless, Ends, Months, OfferedEnd, On
from kartotek.web.kit import dates, lock_words
from kartotek.web.kit.context import DeskContext

DATE, NONE = "date", "none"
LAST_YEAR = 2199
EVERY_END: tuple[OfferedEnd, ...] = (Days(5), Days(14), Months(1), AnyDate(), Endless())  # where no reason narrows it


def key_of(end: OfferedEnd) -> str:
    """The end as forms send it: “days-5”, “months-1”, “date”, “none”."""
    match end:
        case Days(count):
            return f"days-{count}"
        case Months(count):
            return f"months-{count}"
        case AnyDate():
            return DATE
        case Endless():
            return NONE


def label_of(end: OfferedEnd) -> str:
    """“5 days”, “1 month”, “Date”, “No end”."""
    match end:
        case Days(count):
            return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
        case Months(count):
            return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}
        case AnyDate():
            return pgettext("end of a lock", "Date")
        case Endless():
            return gettext("No end")


def in_order(ends: Iterable[OfferedEnd]) -> list[OfferedEnd]:
    """Shortest first, then a date, then no end; each once."""
    return sorted(set(ends), key=_weight)


def _weight(end: OfferedEnd) -> int:
    match end:
        case Days(count):
            return count
        case Months(count):
            return count * 31
        case AnyDate():
            return 1_000_000
        case Endless():
            return 1_000_001


def offered_of(key: str) -> OfferedEnd | None:
    """What a key of a form means; None for what is none."""
    unit, _, number = key.partition("-")
    if unit in {"days", "months"} and number.isdecimal() and len(number) < len("10000"):
        return Days(int(number)) if unit == "days" else Months(int(number))
    others: dict[str, OfferedEnd] = {DATE: AnyDate(), NONE: Endless()}
    return others.get(key)


def chosen_of(key: str, on: date | None) -> Ends | None:
    """The end that was chosen; None while a date is missing."""
    end = offered_of(key)
    if isinstance(end, AnyDate):
        return None if on is None else On(on)
    return end


@dataclass(frozen=True)
class EndOption:
    """One end of the segmented control."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class EndsPart:
    """The choice of an end as `kit/lock_ends.html` shows it, with the line that says what was chosen."""

    options: tuple[EndOption, ...]
    line: str
    on: str
    first_on: str
    url: str = ""
    errors: tuple[str, ...] = ()


def ends_part(
    offered: Iterable[OfferedEnd], chosen: str, on: str, desk: DeskContext, *, after: datetime | None = None
) -> EndsPart:
    """The ends that are offered, those before `after` left out; what was not chosen among them gives way to the first.

    `chosen` and `on` are what the form holds, as it was sent.
    """
    ends = [end for end in in_order(offered) if _is_later(end, after, desk)]
    keys = [key_of(end) for end in ends]
    key = chosen if chosen in keys else next(iter(keys), "")
    options = tuple(EndOption(one, label_of(end), one == key) for one, end in zip(keys, ends, strict=True))
    return EndsPart(options, _line(key, date_of(on), desk), on, dates.local_day(desk.now))


def date_of(text: str) -> date | None:
    """The date a browser sent; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_later(end: OfferedEnd, after: datetime | None, desk: DeskContext) -> bool:
    if after is None or isinstance(end, AnyDate | Endless):
        return True
    moment = end_of(end, desk.now, ZoneInfo(desk.business.timezone))
    return moment is None or moment > after


def _line(key: str, on: date | None, desk: DeskContext) -> str:
    """What the chosen end means: the last day, the moment of unlocking, or that it needs a note."""
    end = chosen_of(key, on)
    if end is None:
        return gettext("Choose the last day of the lock.") if key == DATE else ""
    if isinstance(end, Endless):
        return gettext("Until someone unlocks. Needs a note, and comes up for review after some months.")
    zone = ZoneInfo(desk.business.timezone)
    is_over = isinstance(end, On) and end.date < desk.now.astimezone(zone).date()
    if is_over or (isinstance(end, On) and end.date.year > LAST_YEAR):
        return gettext("This end cannot be chosen.")
    return lock_words.end_line(end_of(end, desk.now, zone))
