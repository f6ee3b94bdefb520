"""How does a template read for one customer? Never raises on any text; nothing is expanded twice (S46)."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kartotek.domain.messaging.decisions.codes.filling import Scene, filled
from kartotek.domain.messaging.decisions.codes.parsing import Filled, Plain, Repeated, parsed
from kartotek.domain.messaging.decisions.codes.table import LINK_CODES
from kartotek.domain.messaging.values.codes import BookingFacts, Facts

# Line breaks of every kind and control characters: none may reach the header of an e-mail.
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\s]+")
LONGEST_SUBJECT: Final = 200


@dataclass(frozen=True)
class Piece:
    """A stretch of a rendered text. `is_ours`: written by the business or a link of ours, so links in it may work."""

    text: str
    is_value: bool
    is_ours: bool


def pieces(text: str, facts: Facts) -> Iterator[Piece]:
    """The rendered text piece by piece: what the template says, and what its codes stand for."""
    for part in parsed(text):
        if isinstance(part, Repeated):
            for booking in _repeated(part, facts):
                for inside in part.inside:
                    yield _piece(inside, Scene(facts, booking))
        else:
            yield _piece(part, Scene(facts, facts.booking))


def render(text: str, facts: Facts, *, for_html: bool = False) -> str:
    """The text with its codes filled; unknown codes and broken loops stay as typed. Values are escaped for HTML."""
    said = pieces(text, facts)
    return "".join(html.escape(one.text) if for_html and one.is_value else one.text for one in said)


def render_subject(text: str, facts: Facts) -> str:
    """The same in one line, without control characters, cut where it would be too long for a subject."""
    line = _UNFIT.sub(" ", render(text, facts)).strip()
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _piece(part: Plain | Filled, scene: Scene) -> Piece:
    if isinstance(part, Plain):
        return Piece(part.text, is_value=False, is_ours=True)
    return Piece(filled(part.code, scene), is_value=True, is_ours=part.code in LINK_CODES)


def _repeated(loop: Repeated, facts: Facts) -> list[BookingFacts]:
    """The coming bookings in their order; those that start today, by the clocks of the business, may be left out."""
    bookings = sorted(facts.coming, key=lambda booking: booking.starts_at)
    if not loop.is_without_today:
        return bookings
    zone = Scene(facts, None).zone
    today = facts.now.astimezone(zone).date()
    return [booking for booking in bookings if booking.starts_at.astimezone(zone).date() != today]
