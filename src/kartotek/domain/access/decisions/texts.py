"""What is a refused customer told, in which words? The built-in texts of S16 as data, and the choice among them."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.access.values import Decision, Policy, Reason, ReasonCode, RefusalTexts
from kartotek.kernel import written_dates
from kartotek.kernel.errors import Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop


class TextKey(StrEnum):
    """The built-in texts."""

    MAX_ZERO = "max_zero"
    LIMIT = "limit"
    LIMIT_UNPROVEN = "limit_unproven"
    NEUTRAL = "neutral"


BUILT_IN: Final[dict[TextKey, dict[str, str]]] = {
    TextKey.MAX_ZERO: {
        "da": "Du kan ikke booke aftaler online i øjeblikket. Kontakt os venligst.",
        "sv": "Du kan inte boka tider online just nu. Kontakta oss gärna.",
        "de": "Sie können derzeit keine Termine online buchen. Bitte kontaktieren Sie uns.",
        "fr": "Vous ne pouvez pas prendre de rendez-vous en ligne pour le moment. Veuillez nous contacter.",
        "en": "You cannot book online at the moment. Please contact us.",
    },
    TextKey.LIMIT: {
        "da": "Du har [BOOKINGS] af [LIMIT] kommende aftaler. Du kan booke igen efter [BOOK_AGAIN].",
        "sv": "Du har [BOOKINGS] av [LIMIT] kommande tider. Du kan boka igen efter [BOOK_AGAIN].",
        "de": "Sie haben [BOOKINGS] von [LIMIT] kommenden Terminen. Sie können wieder buchen nach: [BOOK_AGAIN].",
        "fr": "Vous avez [BOOKINGS] rendez-vous à venir sur [LIMIT]. "
        "Vous pourrez réserver de nouveau après : [BOOK_AGAIN].",
        "en": "You have [BOOKINGS] of [LIMIT] coming appointments. You can book again after [BOOK_AGAIN].",
    },
    TextKey.LIMIT_UNPROVEN: {
        "da": "Du kan ikke booke flere aftaler før efter din næste aftale.",
        "sv": "Du kan inte boka fler tider förrän efter din nästa tid.",
        "de": "Sie können erst nach Ihrem nächsten Termin wieder buchen.",
        "fr": "Vous ne pourrez réserver de nouveau qu'après votre prochain rendez-vous.",
        "en": "You cannot book more appointments until after your next one.",
    },
    TextKey.NEUTRAL: {
        "da": "Beklager, dette er ikke tilgængeligt i øjeblikket.",
        "sv": "Tyvärr är detta inte tillgängligt just nu.",
        "de": "Leider ist dies im Moment nicht verfügbar.",
        "fr": "Désolé, ceci n'est pas disponible en ce moment.",
        "en": "Sorry, this is not available at the moment.",
    },
}

LIMIT_CODES: Final = ("BOOKINGS", "LIMIT", "BOOK_AGAIN")
_CODE = re.compile(r"\[([^\[\]]*)\]|[\[\]]")
LONGEST_MESSAGE: Final = 1000


def moment_in_words(moment: datetime, language: str, timezone: str) -> str:
    """“Thursday 12 November 2026 at 15:00” in one of the five languages (others: English), by the business's clocks."""
    return written_dates.moment_in_words(moment, language, ZoneInfo(timezone))


def built_in(key: TextKey, language: str) -> str:
    """The built-in text in the language, English where we have none."""
    texts = BUILT_IN[key]
    return texts.get(language, texts["en"])


def public_message(decision: Decision, language: str, policy: Policy, *, is_proven: bool) -> str:
    """What the customer is told; "" when nothing was refused. The first reason that refuses gives the text (S11).

    The owner's text in this language, else the built-in one; numbers and dates only for the proven (S8, S16). A
    reason that does not concern the customer (notice, horizon, hours) has the neutral text.
    """
    if not decision.is_refused:
        return ""
    first = decision.reasons[0]
    if first.messages.get(language) and policy.refusal_texts is RefusalTexts.SPECIFIC:
        return first.messages[language]  # of a lock, a tag or a rule: plain, brackets mean nothing there
    key, owners = _choice(first, policy, is_proven=is_proven)
    values = _values(decision, language, policy) if is_proven else {}
    return fill(owners.get(language, ""), values) or fill(built_in(key, language), values)


def _choice(reason: Reason, policy: Policy, *, is_proven: bool) -> tuple[TextKey, dict[str, str]]:
    """Which built-in text fits, and the owner's texts that replace it."""
    if policy.refusal_texts is RefusalTexts.NEUTRAL:
        return TextKey.NEUTRAL, {}
    match reason.code:
        case ReasonCode.MAX_ZERO:
            return TextKey.MAX_ZERO, dict(policy.blocked_messages)
        case ReasonCode.LIMIT_REACHED:
            return (TextKey.LIMIT if is_proven else TextKey.LIMIT_UNPROVEN), dict(policy.limit_messages)
        case _:
            return TextKey.NEUTRAL, {}


def _values(decision: Decision, language: str, policy: Policy) -> dict[str, str]:
    """What the codes stand for; BOOK_AGAIN is the moment of S8, and missing for someone whom no moment sets free."""
    values = {"BOOKINGS": str(decision.future_bookings), "LIMIT": str(decision.limit.value)}
    again = decision.reasons[0].until
    if again is not None:
        values["BOOK_AGAIN"] = moment_in_words(again, language, policy.timezone)
    return values


def fill(text: str, values: dict[str, str]) -> str:
    """The text with its codes replaced; "" when a code has no value, so that the caller takes another text (S16)."""
    wanted = {code.upper() for code in _CODE.findall(text)}
    if not wanted <= values.keys():
        return ""
    return _CODE.sub(lambda match: values[match.group(1).upper()], text)


def message_problems(field: str, text: str) -> tuple[Problem, ...]:
    """What is wrong with an owner's text at saving (S46): unknown codes and stray brackets, each with its place."""
    problems = [_problem(field, text, match) for match in _CODE.finditer(text) if not _is_known(match)]
    return (*text_problems(field, text, max_length=LONGEST_MESSAGE), *problems)


def _is_known(match: re.Match[str]) -> bool:
    return (match.group(1) or "").upper() in LIMIT_CODES


def _problem(field: str, text: str, match: re.Match[str]) -> Problem:
    before = text[: match.start()]
    line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
    if match.group(1) is None:
        message = gettext_noop("This bracket has no counterpart.")
        return Problem(field, "stray_bracket", message, line, column)
    return Problem(field, "unknown_code", gettext_noop("There is no such code."), line, column)
