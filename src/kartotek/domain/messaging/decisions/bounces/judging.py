"""Does an answer of a mail server mean that *this address does not work*, or something else? (S45)

The enhanced code of RFC 3463 decides; a code that says nothing (5.0.0) leaves it to the code or the words of the
answer. Words may also save an address from a code that is used loosely, never condemn one against its code.
"""

import re
from collections.abc import Mapping
from typing import Final

from kartotek.domain.messaging.decisions.bounces.words import kind_by_words
from kartotek.domain.messaging.values.bounces import BounceKind

_ENHANCED: Final = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY: Final = re.compile(r"(?<![\d.])([245]\d\d)(?=[ -])")

# Of class 5, by subject and detail. What is missing is told by words.
_PERMANENT: Final[Mapping[str, BounceKind]] = {
    **dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "1.6", "1.10", "2.1", "4.310"), BounceKind.HARD),
    **dict.fromkeys(("2.2", "3.1"), BounceKind.MAILBOX_FULL),
    **dict.fromkeys(("2.3", "3.4"), BounceKind.SIZE),
    **dict.fromkeys(("1.7", "1.8"), BounceKind.POLICY),
    **dict.fromkeys(("4.3", "4.7"), BounceKind.DELAYED),
}
_PASSING: Final[Mapping[str, BounceKind]] = {
    **dict.fromkeys(("2.2", "3.1"), BounceKind.MAILBOX_FULL),
    **dict.fromkeys(("2.3", "3.4"), BounceKind.SIZE),
}
# Codes that mean something definite to some servers and anything to others: words first, then this.
_LOOSE: Final[Mapping[str, BounceKind]] = {"1.0": BounceKind.HARD, "4.4": BounceKind.HARD}
_REPLIES: Final[Mapping[str, BounceKind]] = {
    "550": BounceKind.HARD,
    "551": BounceKind.HARD,
    "553": BounceKind.HARD,
    "552": BounceKind.MAILBOX_FULL,
    "452": BounceKind.MAILBOX_FULL,
}

_SAVING: Final = frozenset({BounceKind.SPAM, BounceKind.MAILBOX_FULL, BounceKind.SIZE, BounceKind.DELAYED})


def judge(*, action: str, status: str, text: str) -> BounceKind:
    """What one answer comes to. `action`: that of RFC 3464, "" where there was none; `text`: the server's own words."""
    if action.startswith("delivered"):
        return BounceKind.DELIVERED
    kind = _by_code(status, text) or kind_by_words(text) or _loosely(status, text)
    if action.startswith("delayed") and kind is not BounceKind.MAILBOX_FULL:
        return BounceKind.DELAYED
    return kind or BounceKind.OTHER


def status_in(text: str) -> str:
    """The first enhanced code in an answer; "" where there is none."""
    found = _ENHANCED.search(text)
    return found[0] if found else ""


def _by_code(status: str, text: str) -> BounceKind | None:
    """What a code that is definite means; an answer's own code counts more than the general one of the report."""
    kinds = [kind for code in (status_in(text), status_in(status)) if (kind := _meaning(code)) is not None]
    if not kinds:
        return None
    if kinds[0] is BounceKind.HARD:
        words = kind_by_words(text)
        return words if words in _SAVING else BounceKind.HARD
    if kinds[0] is BounceKind.POLICY and kind_by_words(text) is BounceKind.SPAM:
        return BounceKind.SPAM
    return kinds[0]


def _meaning(code: str) -> BounceKind | None:
    if not code:
        return None
    severity, _, rest = code.partition(".")
    if severity == "4":
        return _PASSING.get(rest, BounceKind.DELAYED)
    if severity == "5" and rest.startswith("7."):
        return BounceKind.POLICY
    return _PERMANENT.get(rest) if severity == "5" else None


def _loosely(status: str, text: str) -> BounceKind | None:
    for code in (status_in(text), status_in(status)):
        if code.startswith("5.") and code[2:] in _LOOSE:
            return _LOOSE[code[2:]]
    found = _REPLY.search(text)
    if found is None:
        return None
    return _REPLIES.get(found[1], BounceKind.DELAYED if found[1].startswith("4") else BounceKind.OTHER)
