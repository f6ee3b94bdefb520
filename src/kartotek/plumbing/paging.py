"""How is a long list cut into pages? By the sort key of the last row, packed into an opaque cursor."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from kartotek.kernel.errors import Invalid, invalid
from kartotek.kernel.text import text_problems

T = TypeVar("T")

MOST = 200
_LONGEST_TEXT = 1000
_LARGEST_NUMBER = 2**63 - 1
DEFAULT = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, and the cursor of the next one (None at the end)."""

    items: Sequence[T]
    next: str | None


def encode_cursor(*key: str | int) -> str:
    """Pack the sort key of the last row shown."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type[str] | type[int]) -> tuple[str | int, ...]:
    """Unpack a cursor that holds values of these kinds; anything else is `Invalid` at `cursor`."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):  # anybody can pack brackets without end
        values = None
    is_ours = isinstance(values, list) and [type(value) for value in values] == list(kinds)
    if not is_ours or not all(_may_be_asked_for(value) for value in values):
        raise _foreign_cursor()
    return tuple(values)


def decode_moment(cursor: str) -> tuple[datetime, int]:
    """The moment and the id of the last row, of a list that is sorted by these; anything else is `Invalid`."""
    at, last = decode_cursor(cursor, str, int)
    return moment_in_cursor(at), int(last)


def moment_in_cursor(value: str | int) -> datetime:
    """A moment that was packed as text, with its offset."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise _foreign_cursor() from error
    if moment.tzinfo is None:
        raise _foreign_cursor()
    return moment


def _foreign_cursor() -> Invalid:
    return invalid("cursor", "invalid", "This cursor is not one of ours.")


def _may_be_asked_for(value: str | int) -> bool:
    """Whether the database can be asked for it: anybody can pack a NUL or a number that no column holds."""
    if isinstance(value, str):
        return not text_problems("cursor", value, max_length=_LONGEST_TEXT)
    return abs(value) <= _LARGEST_NUMBER


def checked_limit(limit: int | None) -> int:
    """The number of rows asked for: 1 to 200, 50 unless told (api.md)."""
    if limit is None:
        return DEFAULT
    if not 1 <= limit <= MOST:
        raise invalid("limit", "out_of_range", f"The limit is a number from 1 to {MOST}.")
    return limit
