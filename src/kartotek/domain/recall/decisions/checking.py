"""May this plan be saved? Everything wrong at once, by field of api.md."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from kartotek.domain.messaging.decisions import template_problems
from kartotek.domain.messaging.values import Event, MessageChannel, Text
from kartotek.domain.recall.values import LONGEST_NAME, MOST_ATTEMPTS, MOST_DAYS, PlanDetails, PlanItem, RecallChannel
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

_OUT_OF_RANGE: Final = gettext_noop("This number is too small or too large.")
_TOO_LONG: Final = gettext_noop("This must be shorter than the time between visits.")


def check_plan(details: PlanDetails) -> None:
    """Raise Invalid with everything wrong with a plan, other rows apart."""
    problems = (
        *text_problems("name", details.name, max_length=LONGEST_NAME, is_required=True),
        *_number_problems(details),
        *_channel_problems(details),
    )
    if problems:
        raise Invalid(problems=problems)


def details_of(item: PlanItem) -> PlanDetails:
    """What can be changed of a stored plan: `replace(details_of(item), **changes)` is it as it would be."""
    return PlanDetails(**{field.name: getattr(item, field.name) for field in fields(PlanDetails)})


def has_own_words(details: PlanDetails) -> bool:
    """Whether a plan says it in words of its own."""
    return bool(details.subject.strip() or details.body.strip())


def _number_problems(details: PlanDetails) -> Iterator[Problem]:
    if not 1 <= details.interval_days <= MOST_DAYS:
        yield Problem("interval_days", "out_of_range", _OUT_OF_RANGE)
        return
    for field, days in (("ahead_days", details.ahead_days), ("tolerance_days", details.tolerance_days)):
        if days < 0:
            yield Problem(field, "out_of_range", _OUT_OF_RANGE)
        elif days >= details.interval_days:
            yield Problem(field, "too_long", _TOO_LONG)
    if not 1 <= details.attempts <= MOST_ATTEMPTS:
        yield Problem("attempts", "out_of_range", _OUT_OF_RANGE)
    if not 1 <= details.pause_days <= MOST_DAYS:
        yield Problem("pause_days", "out_of_range", _OUT_OF_RANGE)


def _channel_problems(details: PlanDetails) -> Iterator[Problem]:
    if details.channel not in tuple(RecallChannel):
        yield Problem("channel", "unknown_choice", gettext_noop("This is none of the choices."))
    elif has_own_words(details):
        yield from template_problems(Text(details.subject, details.body), MessageChannel(details.channel), Event.RECALL)
