"""On which dates does a reminder come? Computed from its start, never from what has fired (S34 to S37).

RFC 5545 (dateutil's rrule) where it agrees with S34; ours where it would leave a short month out.
Told in docs/algorithms/reminders.md.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, dropwhile, takewhile
from typing import Final, Literal, assert_never
from zoneinfo import ZoneInfo

from dateutil import rrule

from kartotek.domain.reminders.values.rules import LAST, Coming, MonthlyBy, Repeat, Rule
from kartotek.kernel.periods import opening_instant

# After it a zone's offset would lead out of the calendar.
LAST_DATE: Final = date(9998, 12, 31)
_SHORTEST_MONTH: Final = 28
_Frequency = Literal[0, 1, 2, 3]  # as rrule counts them: yearly, monthly, weekly, daily


def dates_of(rule: Rule, since: date | None = None) -> Iterator[date]:
    """The dates in order, from the start on or from `since` if that is later, to the end; for ever if there is none.

    `since` only leaves earlier ones out: the dates are those of the start. Asking late costs what asking early does.
    """
    first = rule.starts_on if since is None else max(rule.starts_on, since)
    last = LAST_DATE if rule.ends_on is None else min(rule.ends_on, LAST_DATE)
    if first > last:
        return iter(())
    behind = dropwhile(lambda on: on < first, _from_period_of(rule, first))
    return takewhile(lambda on: on <= last, behind)


def first_date(rule: Rule, since: date | None = None) -> date | None:
    """The first date, on or after `since`; None when there is none."""
    return next(dates_of(rule, since), None)


def occurrence(on: date, minute: int, zone: ZoneInfo) -> Coming:
    """The instant of a date: a minute that DST skips is the next valid one, one that occurs twice the first (S37)."""
    return Coming(on, opening_instant(on, minute, zone))


def nth_and_weekday(rule: Rule) -> tuple[int, int]:
    """Which weekday of the month: what is said, else that of the start, where a fifth one counts as the last (S35)."""
    of_start = (rule.starts_on.day - 1) // 7 + 1
    nth = rule.nth if rule.nth is not None else (LAST if of_start > 4 else of_start)
    return nth, rule.starts_on.weekday() if rule.weekday is None else rule.weekday


def _from_period_of(rule: Rule, first: date) -> Iterator[date]:
    """The dates from the day, week, month or year in which `first` lies, or the one of the rule before it."""
    match rule.repeat:
        case Repeat.NEVER:
            return iter((rule.starts_on,))
        case Repeat.DAILY:
            days = (first - rule.starts_on).days
            return _by_rfc(rrule.DAILY, rule, rule.starts_on + timedelta(days=_whole(days, rule.every)))
        case Repeat.WEEKLY:
            monday = rule.starts_on - timedelta(days=rule.starts_on.weekday())
            weeks = (first - monday).days // 7
            days_of_week = sorted(set(rule.weekdays)) or [rule.starts_on.weekday()]
            start = monday + timedelta(weeks=_whole(weeks, rule.every))
            return _by_rfc(rrule.WEEKLY, rule, start, byweekday=days_of_week)
        case Repeat.MONTHLY:
            return _months(rule, first)
        case Repeat.YEARLY:
            years = rule.starts_on.year + _whole(first.year - rule.starts_on.year, rule.every)
            if (rule.starts_on.month, rule.starts_on.day) == (2, 29):
                return _clamped(29, ((year, 2) for year in range(years, LAST_DATE.year + 1, rule.every)))
            return _by_rfc(rrule.YEARLY, rule, rule.starts_on.replace(year=years))
        case _:
            assert_never(rule.repeat)


def _months(rule: Rule, first: date) -> Iterator[date]:
    start = _month_number(rule.starts_on)
    month = start + _whole(_month_number(first) - start, rule.every)
    opening = date(month // 12, month % 12 + 1, 1)
    if rule.monthly_by is MonthlyBy.WEEKDAY:
        nth, weekday = nth_and_weekday(rule)
        return _by_rfc(rrule.MONTHLY, rule, opening, byweekday=[rrule.weekday(weekday, nth)])
    if rule.starts_on.day <= _SHORTEST_MONTH:
        return _by_rfc(rrule.MONTHLY, rule, opening.replace(day=rule.starts_on.day))
    months = takewhile(lambda number: number // 12 <= LAST_DATE.year, count(month, rule.every))
    return _clamped(rule.starts_on.day, ((number // 12, number % 12 + 1) for number in months))


def _month_number(on: date) -> int:
    return on.year * 12 + on.month - 1


def _whole(distance: int, every: int) -> int:
    """The distance without what is left over after whole intervals."""
    return distance // every * every


def _clamped(day: int, months: Iterable[tuple[int, int]]) -> Iterator[date]:
    """The day of each month, or its last one where it is shorter (S34)."""
    return (date(year, month, min(day, monthrange(year, month)[1])) for year, month in months)


def _by_rfc(
    frequency: _Frequency, rule: Rule, start: date, byweekday: "list[int] | list[rrule.weekday] | None" = None
) -> Iterator[date]:
    found = rrule.rrule(
        frequency,
        dtstart=datetime.combine(start, time()),  # a date; rrule knows only datetimes
        interval=rule.every,
        wkst=rrule.MO,
        byweekday=byweekday,
    )
    return (moment.date() for moment in found)
