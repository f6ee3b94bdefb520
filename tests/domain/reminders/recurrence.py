"""Rules in words, and a second opinion on their dates: day by day, without any library."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kartotek.domain.reminders.values.rules import LAST, WEEKDAYS, MonthlyBy, Repeat, Rule

NTH = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": LAST}


def rule_of(starts: str, words: str) -> Rule:
    """`weekly, every 2, mon thu` as a rule; the words of docs/algorithms/reminders.md."""
    repeat, *more = (word.strip() for word in words.split(","))
    rule = Rule(date.fromisoformat(starts), Repeat(repeat))
    for word in more:
        head, *rest = word.split()
        match head:
            case "every":
                rule = replace(rule, every=int(rest[0]))
            case "until":
                rule = replace(rule, ends_on=date.fromisoformat(rest[0]))
            case "weekday":
                rule = replace(rule, monthly_by=MonthlyBy.WEEKDAY)
            case _ if head in NTH:
                weekday = WEEKDAYS.index(rest[0])
                rule = replace(rule, monthly_by=MonthlyBy.WEEKDAY, nth=NTH[head], weekday=weekday)
            case _:
                rule = replace(rule, weekdays=tuple(WEEKDAYS.index(name) for name in word.split()))
    return rule


def is_met(rule: Rule, on: date) -> bool:
    """Whether S34 to S36 put an occurrence on this day."""
    start = rule.starts_on
    if on < start or (rule.ends_on is not None and on > rule.ends_on):
        return False
    match rule.repeat:
        case Repeat.NEVER:
            return on == start
        case Repeat.DAILY:
            return (on - start).days % rule.every == 0
        case Repeat.WEEKLY:
            weeks = (on - timedelta(on.weekday()) - (start - timedelta(start.weekday()))).days // 7
            return weeks % rule.every == 0 and on.weekday() in (rule.weekdays or (start.weekday(),))
        case Repeat.MONTHLY:
            months = (on.year - start.year) * 12 + on.month - start.month
            return months % rule.every == 0 and (
                is_nth(rule, on) if rule.monthly_by is MonthlyBy.WEEKDAY else is_clamped(start.day, on)
            )
        case Repeat.YEARLY:
            is_month = on.month == start.month and is_clamped(start.day, on)
            return (on.year - start.year) % rule.every == 0 and is_month


def is_clamped(day: int, on: date) -> bool:
    """Whether it is that day of the month, or the last of a shorter one."""
    return on.day == min(day, monthrange(on.year, on.month)[1])


def is_nth(rule: Rule, on: date) -> bool:
    """Whether it is the weekday meant, so many before it in the month, or none behind it."""
    weekday = rule.starts_on.weekday() if rule.weekday is None else rule.weekday
    nth = rule.nth if rule.nth is not None else (rule.starts_on.day - 1) // 7 + 1
    if on.weekday() != weekday:
        return False
    if nth in {LAST, 5}:
        return (on + timedelta(7)).month != on.month
    return (on.day - 1) // 7 + 1 == nth


def day_by_day(rule: Rule, days: int) -> Iterator[date]:
    """The dates within so many days of the start."""
    return (on for on in (rule.starts_on + timedelta(number) for number in range(days)) if is_met(rule, on))
