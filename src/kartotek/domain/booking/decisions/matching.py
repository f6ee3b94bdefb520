"""Whose card does a booking join when somebody types who they are? (S20, S21)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from kartotek.domain.booking.values.bookings import Booker, PossibleMatch
from kartotek.kernel.text import fold, shorten

_ALIKE = 85.0  # of 100: Østergård and Ostergaard, Lisbeth and Lisbet; not Anne and Anna-Marie


@dataclass(frozen=True)
class Card:
    """A card that one of the given contacts leads to, as far as matching and limits look at it."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    language: str
    max_future_bookings: int | None


@dataclass(frozen=True)
class Joining:
    """The card the booking joins (None: a new one), others that may be hers, and what was typed differently."""

    card: Card | None
    possible_matches: tuple[PossibleMatch, ...] = ()
    proposal: Mapping[str, Mapping[str, str]] | None = None


def join_card(booker: Booker, cards: Sequence[Card]) -> Joining:
    """Every given contact that is known points to the same one card, and the name is alike: that card. Else a new one.

    `booker` with normalised contacts; `cards` are those that share its e-mail or its phone.
    """
    if len(cards) == 1 and is_alike(booker, cards[0]):
        return Joining(cards[0], proposal=differences(booker, cards[0]))
    return Joining(None, possible_matches=tuple(PossibleMatch(card.id, _why(booker, card)) for card in cards))


def is_alike(booker: Booker, card: Card) -> bool:
    """Whether the names are spellings of one name, in any order of its parts."""
    typed, known = (_name(one.first_name, one.last_name) for one in (booker, card))
    return token_sort_ratio(typed, known) >= _ALIKE


def differences(booker: Booker, card: Card) -> dict[str, dict[str, str]]:
    """What was typed differently from the card, field by field: kept as a proposal, never written to it (S21)."""
    pairs = {
        name: (getattr(card, name), getattr(booker, name)) for name in ("first_name", "last_name", "email", "phone")
    }
    return {name: {"card": known, "typed": typed} for name, (known, typed) in pairs.items() if typed and typed != known}


def _name(first_name: str, last_name: str) -> str:
    return shorten(fold(f"{first_name} {last_name}"))


def _why(booker: Booker, card: Card) -> str:
    pairs = (("email", booker.email, card.email), ("phone", booker.phone, card.phone))
    return " ".join(name for name, typed, known in pairs if typed and typed == known)
