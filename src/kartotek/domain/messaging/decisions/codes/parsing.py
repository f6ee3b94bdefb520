"""What stands in a template: plain text, codes, loops; and what is wrong with it? (S46)

A tag is a word in brackets. Brackets around anything else, as in “[see below]” or “[1]”, are plain text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process

from kartotek.domain.messaging.decisions.codes.table import TAGS, folded
from kartotek.domain.messaging.values.codes import Code, Fault, Loop
from kartotek.kernel.words import gettext_noop

_TAG = re.compile(r"\[[ \t]*([^\W\d]\w*)[ \t]*\]")
_BREAK = re.compile(r"\r\n|\r|\n")
_ALIKE: Final = 75
# Every booking fills the same few templates: what they say is read once. A free message to many is one text, too.
TEMPLATES_KEPT: Final = 256
_OF_COMING: Final = frozenset({Code.NEXT_BOOKING, Code.FUTURE_BOOKINGS})

_MESSAGES: Final = {
    "unknown_code": gettext_noop("There is no such code."),
    "open_loop": gettext_noop("This loop is never closed."),
    "unopened_loop": gettext_noop("This closes a loop that was not opened."),
    "nested_loop": gettext_noop("This opens a loop inside another one."),
}


@dataclass(frozen=True)
class Plain:
    """Text as it is."""

    text: str


@dataclass(frozen=True)
class Filled:
    """A code."""

    code: Code


@dataclass(frozen=True)
class Repeated:
    """A loop and what stands in it."""

    is_without_today: bool
    inside: "tuple[Plain | Filled, ...]"


Part: TypeAlias = Plain | Filled | Repeated


@dataclass(frozen=True)
class _Tag:
    """A tag as it was typed; `meaning` None: unknown. `fault` is a code of `Fault`, or empty."""

    start: int
    end: int
    meaning: Code | Loop | None
    fault: str = ""


@lru_cache(maxsize=TEMPLATES_KEPT)
def parsed(text: str) -> tuple[Part, ...]:
    """The parts of a template. Tags that are wrong are plain text, so that an old template still says all it can."""
    parts: list[Part] = []
    loop: list[Plain | Filled] | None = None
    is_without_today, position = False, 0
    for tag in _tags(text):
        into: list[Part] | list[Plain | Filled] = parts if loop is None else loop
        if tag.start > position:
            into.append(Plain(text[position : tag.start]))
        position = tag.end
        if tag.fault or tag.meaning is None:
            into.append(Plain(text[tag.start : tag.end]))
        elif isinstance(tag.meaning, Code):
            into.append(Filled(tag.meaning))
        elif loop is None:
            loop, is_without_today = [], tag.meaning is Loop.BEGIN_SKIP_TODAY
        else:
            parts.append(Repeated(is_without_today, tuple(loop)))
            loop = None
    if position < len(text):
        parts.append(Plain(text[position:]))
    return tuple(parts)


def codes_in(text: str) -> frozenset[Code]:
    """The codes that are filled in a text, inside loops and outside."""
    parts = [inside for part in parsed(text) for inside in (part.inside if isinstance(part, Repeated) else (part,))]
    return frozenset(part.code for part in parts if isinstance(part, Filled))


def codes_outside_loops(text: str) -> frozenset[Code]:
    """The codes that are filled once, whatever is booked."""
    return frozenset(part.code for part in parsed(text) if isinstance(part, Filled))


@lru_cache(maxsize=TEMPLATES_KEPT)
def needs_coming(text: str) -> bool:
    """Whether the customer's other coming bookings fill a text."""
    return bool(codes_in(text) & _OF_COMING) or any(isinstance(part, Repeated) for part in parsed(text))


def faults_in(text: str) -> tuple[Fault, ...]:
    """Everything that is wrong with a template, in the order of the text; empty when it can be saved."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    return tuple(_fault(text, tag, starts) for tag in _tags(text) if tag.fault)


def _fault(text: str, tag: _Tag, starts: list[int]) -> Fault:
    line = bisect_right(starts, tag.start)
    typed = text[tag.start : tag.end]
    meant = _meant(typed) if tag.fault == "unknown_code" else ""
    column = tag.start - starts[line - 1] + 1
    return Fault(tag.fault, _MESSAGES[tag.fault], line, column, _BREAK.sub("", typed), meant)


def _meant(typed: str) -> str:
    """The tag that may have been meant: alike in its letters, underscores aside."""
    names = {name.replace("_", ""): name for name in TAGS}
    wanted = folded(typed.strip("[] \t")).replace("_", "")
    found = process.extractOne(wanted[:100], names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if found is None:
        return ""
    name = names[found[0]]
    meaning = TAGS[name]
    return f"[{meaning.value if isinstance(meaning, Loop) else name}]"


def _tags(text: str) -> list[_Tag]:
    """The tags with what is wrong with each. An inner loop has an end of its own, so that one mistake is one fault."""
    tags: list[_Tag] = []
    open_at: list[int] = []
    for tag in _read(text):
        if tag.meaning is Loop.END:
            tags.append(_ended(tag, len(open_at)))
            open_at = open_at[:-1]
        elif isinstance(tag.meaning, Loop):
            tags.append(replace(tag, fault="nested_loop") if open_at else tag)
            open_at.append(len(tags) - 1)
        else:
            tags.append(tag)
    if open_at:
        tags[open_at[0]] = replace(tags[open_at[0]], fault="open_loop")
    return tags


def _ended(tag: _Tag, depth: int) -> _Tag:
    if depth == 0:
        return replace(tag, fault="unopened_loop")
    return tag if depth == 1 else replace(tag, meaning=None)


def _read(text: str) -> Iterator[_Tag]:
    """The tags one by one; a line break right after a tag of a loop belongs to it."""
    for found in _TAG.finditer(text):
        meaning = TAGS.get(folded(found[1]))
        end = found.end()
        if isinstance(meaning, Loop) and (line_break := _BREAK.match(text, end)):
            end = line_break.end()
        yield _Tag(found.start(), end, meaning, "" if meaning else "unknown_code")
