"""Which service rules and exceptions may be saved? All problems at once, by field of api.md (S17, S32)."""

from collections.abc import Iterator, Mapping
from typing import Final

from kartotek.domain.access.decisions.scopes import scope_as_json, when_as_json
from kartotek.domain.access.decisions.texts import LONGEST_MESSAGE
from kartotek.domain.access.errors import ReasonRequired
from kartotek.domain.access.values import Effect
from kartotek.domain.access.values.rules import LONGEST_REASON, MOST_NO_SHOWS, ExceptionDetails, RuleDetails
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

_EFFECTS: Final = frozenset(Effect)


def rule_problems(details: RuleDetails) -> tuple[Problem, ...]:
    """Everything wrong with a rule but what only the database knows."""
    return (*_when_problems(details), *_then_problems(details), *_text_problems(details.messages))


def rule_for_log(details: RuleDetails) -> dict[str, object]:
    """A rule by the names of api.md, fit for JSON (S57)."""
    return {
        "when": when_as_json(details.when),
        "where": scope_as_json(details.where) or "all",
        "then": details.then,
        "messages": dict(details.messages),
    }


def require_exception(details: ExceptionDetails) -> None:
    """Raise ReasonRequired without a reason, else Invalid with every other problem."""
    if not details.reason.strip():
        raise ReasonRequired
    if problems := tuple(_exception_problems(details)):
        raise Invalid(problems=problems)


def exception_for_log(details: ExceptionDetails) -> dict[str, object]:
    """An exception by the names of api.md, fit for JSON (S57)."""
    return {
        "rule": details.rule_id,
        "service": details.service_id,
        "from": details.from_on.isoformat(),
        "until": details.until_on.isoformat(),
    }


def _when_problems(details: RuleDetails) -> Iterator[Problem]:
    least = details.when.no_shows
    if least is not None and not 1 <= least <= MOST_NO_SHOWS:
        yield Problem("when.no_shows", "out_of_range", gettext_noop("This number is too small or too large."))


def _then_problems(details: RuleDetails) -> Iterator[Problem]:
    if details.then not in _EFFECTS:
        yield Problem("then", "unknown_choice", gettext_noop("This is none of the choices."))


def _text_problems(messages: Mapping[str, str]) -> Iterator[Problem]:
    for language, text in messages.items():
        if language not in LANGUAGES:
            message = gettext_noop("This language is not spoken here.")
            yield Problem(f"messages.{language}", "unknown_language", message)
        else:
            yield from text_problems(f"messages.{language}", text, max_length=LONGEST_MESSAGE)


def _exception_problems(details: ExceptionDetails) -> Iterator[Problem]:
    yield from text_problems("reason", details.reason, max_length=LONGEST_REASON)
    if details.until_on < details.from_on:
        yield Problem("until", "before_from", gettext_noop("The last day lies before the first."))
    if details.rule_id is None and details.service_id is None:
        yield Problem("rule", "required", gettext_noop("Choose a rule, a service, or both."))
