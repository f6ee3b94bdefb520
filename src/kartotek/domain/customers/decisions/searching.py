"""How is a card found by what people type? docs/algorithms/search.md tells it in prose.

Names are compared in the spelling all others come down to: Østergård, Ostergaard and Oestergaard are "ostergard".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from kartotek.domain.customers.values import SearchKeys
from kartotek.kernel.text import LONGEST_NAME_SORT, digits, fold, shorten

LONGEST_TERM = 200
MOST_PARTS = 6
FUZZY_FROM = 5
ALIKE_FROM = 75.0

_APOSTROPHES = re.compile("['’`´]")
_NO_WORD = re.compile(r"[\W_]+")
_NUMBERLIKE = re.compile(r"[0-9\s+()./\-]*[0-9][0-9\s+()./\-]*")
_FIGURES = re.compile(r"\+?\(?[0-9][0-9()./\-]*")


def words(text: str) -> str:
    """A name as its words, spelled out: "Anne-Marie  O’Brien" is "anne marie obrien"."""
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", fold(text))).strip()


def search_keys(*, first_name: str, last_name: str, email: str, phone: str, number: str) -> SearchKeys:
    """The columns a card is found by. Every word in `search_text` stands between blanks, so that " x" is a start."""
    first, last = words(first_name), words(last_name)
    name = f"{first} {last}".strip()
    short = shorten(name)
    parts = (name, short if short != name else "", email.lower(), digits(phone), number.lower())
    return SearchKeys(
        name_sort=(shorten(f"{last} {first}".strip()) or "-")[:LONGEST_NAME_SORT],
        given_sort=(short or "-")[:LONGEST_NAME_SORT],
        search_text=f" {' '.join(part for part in parts if part)} ",
    )


@dataclass(frozen=True)
class Term:
    """A typed search, read: `name` is the whole of it as a name, `parts` the spellings of each word that must occur.

    `figures` are the digits when nothing but a number was typed, `exact` the text as a number or address would hold it.
    """

    exact: str
    name: str
    figures: str
    parts: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Nothing to look for was typed."""
        return not self.parts

    @property
    def is_fuzzy(self) -> bool:
        """Long enough for a slip of the fingers to be told from another name."""
        return not self.figures and len(self.name.replace(" ", "")) >= FUZZY_FROM


def term_of(typed: str) -> Term:
    """Read what was typed; figures apart by blanks belong together, as in "22 55 01"."""
    text = " ".join(typed[:LONGEST_TERM].split())
    if _NUMBERLIKE.fullmatch(text):
        return Term(exact=text, name="", figures=_without_prefix(text), parts=(_spellings_of_figures(text),))
    parts = (_spellings(part) for part in _grouped(text.split(" ")))
    kept = tuple(part for part in parts if part)[:MOST_PARTS]
    return Term(exact=text, name=shorten(words(text)), figures="", parts=kept)


def nearest(term: Term, rows: Iterable[tuple[int, str, str]], most: int) -> list[int]:
    """The ids of the rows (id, name_sort, given_sort) whose names are most like the term; the nearest first."""
    scored = []
    for row_id, name_sort, given_sort in rows:
        score = _likeness(term.name.split(" "), given_sort.split(" "))
        if score >= ALIKE_FROM:
            scored.append((-score, name_sort, row_id))
    return [row_id for _, _, row_id in sorted(scored)[:most]]


def _likeness(typed: list[str], name: list[str]) -> float:
    """How well each typed word meets its best word of the name, on average; the end may not be typed yet."""
    best = (
        max(max(fuzz.ratio(word, other), 0.98 * fuzz.ratio(word, other[: len(word)])) for other in name)
        for word in typed
    )
    return sum(best) / len(typed)


def _grouped(pieces: list[str]) -> list[str]:
    """Neighbouring pieces of figures become one."""
    grouped: list[str] = []
    was_figures = False
    for piece in pieces:
        is_figures = _FIGURES.fullmatch(piece) is not None
        if is_figures and was_figures:
            grouped[-1] += digits(piece)
        else:
            grouped.append(digits(piece) if is_figures else piece)
        was_figures = is_figures
    return grouped


def _spellings(part: str) -> tuple[str, ...]:
    if part.isascii() and part.isdigit():
        return _spellings_of_figures(part)
    if "@" in part:
        return (part.lower(),)
    name = words(part)
    found = (name, shorten(name), part.lower() if "." in part or "_" in part or "+" in part else "")
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))


def _spellings_of_figures(text: str) -> tuple[str, ...]:
    """As typed, and without what is dialled only abroad (00) or only at home (0)."""
    return tuple(dict.fromkeys((digits(text), _without_prefix(text))))


def _without_prefix(text: str) -> str:
    figures = digits(text)
    rest = figures.removeprefix("00") if figures.startswith("00") else figures.removeprefix("0")
    return rest if len(rest) >= 3 else figures
