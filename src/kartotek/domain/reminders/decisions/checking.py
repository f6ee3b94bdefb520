"""May this reminder be saved? Everything wrong at once, by field of api.md."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from typing import Final

from kartotek.domain.reminders.values.reminders import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TYPE,
    MOST_CLOSING_DAYS,
    MOST_EVERY,
    Audience,
    Channel,
    ReminderDetails,
    RuleDetails,
)
from kartotek.domain.reminders.values.rules import LAST, WEEKDAYS, MonthlyBy, Repeat, Rule
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.periods import DAY_MINUTES
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

FIRST_START: Final = date(1900, 1, 1)
LAST_START: Final = date(2999, 12, 31)
_NTHS: Final = (1, 2, 3, 4, LAST)
_UNKNOWN: Final = gettext_noop("This is none of the choices.")
_OUT_OF_RANGE: Final = gettext_noop("This number is too small or too large.")


def reminder_problems(details: ReminderDetails) -> tuple[Problem, ...]:
    """Everything wrong with a reminder, other rows apart."""
    return (
        *text_problems("name", details.name, max_length=LONGEST_NAME, is_required=True),
        *text_problems("text", details.text, max_length=LONGEST_TEXT),
        *rule_problems(details),
        *_end_problems(details),
        *_choice_problem("channel", details.channel, tuple(Channel)),
        *_choice_problem("recipients", details.recipients, tuple(Audience)),
        *_closing_problems(details),
    )


def rule_problems(details: RuleDetails) -> tuple[Problem, ...]:
    """What is wrong with when a reminder comes; an end before the start only leaves no date."""
    return (
        *_start_problems(details),
        *_choice_problem("repeat", details.repeat, tuple(Repeat)),
        *_every_problems(details),
        *_weekday_problems(details),
        *_choice_problem("monthly_by", details.monthly_by, tuple(MonthlyBy)),
    )


def check_type_name(name: str) -> None:
    """Raise Invalid unless a type may be called so."""
    if problems := text_problems("name", name, max_length=LONGEST_TYPE, is_required=True):
        raise Invalid(problems=problems)


def rule_from(details: RuleDetails) -> Rule:
    """The rule of details that have no problem."""
    return Rule(
        starts_on=details.starts_on,
        repeat=Repeat(details.repeat),
        every=details.every,
        weekdays=stored_weekdays(details.weekdays),
        monthly_by=MonthlyBy(details.monthly_by),
        nth=details.nth,
        weekday=None if details.weekday is None else WEEKDAYS.index(details.weekday),
        ends_on=details.ends_on,
    )


def stored_weekdays(names: Collection[str]) -> tuple[int, ...]:
    """Days of the week as numbers, each once, in order."""
    return tuple(sorted({WEEKDAYS.index(name) for name in names}))


def details_of(item: ReminderDetails) -> ReminderDetails:
    """What can be changed of a stored reminder: `replace(details_of(item), **changes)` is it as it would be."""
    return ReminderDetails(**{field.name: getattr(item, field.name) for field in fields(ReminderDetails)})


def _start_problems(details: RuleDetails) -> Iterator[Problem]:
    if not FIRST_START <= details.starts_on <= LAST_START:
        yield Problem("starts_on", "out_of_range", gettext_noop("This date lies too far away."))
    if details.minute not in range(DAY_MINUTES):
        yield Problem("time", "not_a_time", gettext_noop("Write a time such as 09:00."))


def _every_problems(details: RuleDetails) -> Iterator[Problem]:
    if not 1 <= details.every <= MOST_EVERY:
        yield Problem("every", "out_of_range", _OUT_OF_RANGE)


def _weekday_problems(details: RuleDetails) -> Iterator[Problem]:
    no_day = gettext_noop("This is no day of the week.")
    if not set(details.weekdays) <= set(WEEKDAYS):
        yield Problem("weekdays", "unknown", no_day)
    if details.weekday is not None and details.weekday not in WEEKDAYS:
        yield Problem("weekday", "unknown", no_day)
    if details.nth is not None and details.nth not in _NTHS:
        yield Problem("nth", "unknown_choice", gettext_noop("Choose 1, 2, 3, 4 or -1, which is the last."))


def _end_problems(details: RuleDetails) -> Iterator[Problem]:
    if details.ends_on is not None and details.ends_on < details.starts_on:
        yield Problem("ends_on", "before_start", gettext_noop("The last day lies before the first one."))


def _choice_problem(field: str, value: str, choices: tuple[str, ...]) -> Iterator[Problem]:
    if value not in choices:
        yield Problem(field, "unknown_choice", _UNKNOWN)


def _closing_problems(details: ReminderDetails) -> Iterator[Problem]:
    closing = details.closes_on
    if closing is None or closing.days_after_visit is None:
        return
    if not 0 <= closing.days_after_visit <= MOST_CLOSING_DAYS:
        yield Problem("closes_on.days_after_visit", "out_of_range", _OUT_OF_RANGE)
