"""How are times of day and references written in a body, so that the domain can judge all faults at once?"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from kartotek.api.kit.shapes import LARGEST_ID, Shape
from kartotek.kernel.periods import minute_text, parse_minute

_NO_TIME = -1
_NO_ID = 0

Start = Annotated[str, Field(json_schema_extra={"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["09:00"]})]
End = Annotated[
    str, Field(json_schema_extra={"pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "examples": ["17:00"]})
]


class SpanShape(Shape):
    """A stretch of a day on the wall clock."""

    starts: Start
    ends: End


def minute_of(text: str) -> int:
    """Minutes from local midnight; for what is no time a minute that no rule of the domain lets pass."""
    minute = parse_minute(text)
    return _NO_TIME if minute is None else minute


def span_shape(starts_minute: int, ends_minute: int) -> dict[str, str]:
    """`{starts: "09:00", ends: "17:00"}`."""
    return {"starts": minute_text(starts_minute), "ends": minute_text(ends_minute)}


def reference(given: str) -> int:
    """The number behind an identifier in a body; for what cannot be one a number that nothing has."""
    if not given.isascii() or not given.isdigit() or len(given) > 19 or int(given) > LARGEST_ID:
        return _NO_ID
    return int(given)


def references(given: Sequence[str]) -> tuple[int, ...]:
    """The numbers behind identifiers in a body."""
    return tuple(reference(each) for each in given)
