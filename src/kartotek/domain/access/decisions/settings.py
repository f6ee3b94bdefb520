"""Which general rules may be saved? All problems at once."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from kartotek.domain.access.decisions.texts import message_problems
from kartotek.domain.access.values import RefusalTexts, SettingsChanges, VerifyContact
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.errors import Problem
from kartotek.kernel.words import gettext_noop

MOST_BOOKINGS: Final = 9999
_YEAR_MINUTES: Final = 366 * 24 * 60
_RANGES: Final[dict[str, tuple[int, int]]] = {
    "min_notice_minutes": (0, _YEAR_MINUTES),
    "horizon_days": (1, 1096),
    "slot_minutes": (5, 60),
    "cancel_notice_minutes": (0, _YEAR_MINUTES),
    "lock_review_months": (1, 60),
}
_CHOICES: Final[dict[str, Collection[str]]] = {
    "verify_contact": frozenset(VerifyContact),
    "refusal_texts": frozenset(RefusalTexts),
}


def settings_problems(changes: SettingsChanges) -> tuple[Problem, ...]:
    """Everything wrong with the changes, by field of api.md; a message's field is `limit_messages.da`."""
    return (
        *_limit_problems(changes),
        *_range_problems(changes),
        *_choice_problems(changes),
        *_text_problems("limit_messages", changes.get("limit_messages", {})),
        *_text_problems("blocked_messages", changes.get("blocked_messages", {})),
    )


def stored_limit(value: str | int) -> int | None:
    """The general setting as its row keeps it: null is unlimited."""
    return None if isinstance(value, str) else value


def kept_messages(messages: Mapping[str, str]) -> dict[str, str]:
    """The messages without empty ones: those have the built-in text (S16)."""
    return {language: text for language, text in messages.items() if text.strip()}


def _limit_problems(changes: SettingsChanges) -> Iterator[Problem]:
    value = changes.get("max_future_bookings", 0)
    is_right = value == "unlimited" if isinstance(value, str) else 0 <= value <= MOST_BOOKINGS
    if not is_right:
        message = gettext_noop("Choose unlimited or a number from 0 to 9999.")
        yield Problem("max_future_bookings", "out_of_range", message)


def _range_problems(changes: SettingsChanges) -> Iterator[Problem]:
    given: Mapping[str, object] = dict(changes)
    for name, (least, most) in _RANGES.items():
        value = given.get(name, least)
        if not isinstance(value, int) or not least <= value <= most:
            yield Problem(name, "out_of_range", gettext_noop("This number is too small or too large."))


def _choice_problems(changes: SettingsChanges) -> Iterator[Problem]:
    given: Mapping[str, object] = dict(changes)
    for name, choices in _CHOICES.items():
        if name in given and given[name] not in choices:
            yield Problem(name, "unknown_choice", gettext_noop("This is none of the choices."))


def _text_problems(field: str, messages: Mapping[str, str]) -> Iterator[Problem]:
    for language, text in messages.items():
        if language not in LANGUAGES:
            yield Problem(f"{field}.{language}", "unknown_language", gettext_noop("This language is not spoken here."))
        else:
            yield from message_problems(f"{field}.{language}", text)
