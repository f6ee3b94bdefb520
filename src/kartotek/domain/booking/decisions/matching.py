"""Whose card does a booking join when somebody types who they are? (S20, S21)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kartotek.domain.booking.values.bookings import Booker, Holder, PossibleMatch
from kartotek.domain.customers.decisions import are_names_alike
from kartotek.domain.customers.values import Identity
from kartotek.kernel.contact import is_same_mailbox


@dataclass(frozen=True)
class Card:
    """A card that one of the given contacts leads to, as far as matching and limits look at it."""

    holder: Holder
    first_name: str
    last_name: str
    email: str
    phone: str
    max_future_bookings: int | None
    is_archived: bool = False
    has_own_terms: bool = False

    @property
    def id(self) -> int:
        """The card's id."""
        return self.holder.id


@dataclass(frozen=True)
class Joining:
    """The card the booking joins (None: a new one), others that may be hers, and what was typed differently."""

    card: Card | None
    possible_matches: tuple[PossibleMatch, ...] = ()
    proposal: Mapping[str, Mapping[str, str]] | None = None


def join_card(booker: Booker, cards: Sequence[Card]) -> Joining:
    """Every given contact that is known points to the same one card, and the name is alike: that card. Else a new one.

    `booker` with normalised contacts; `cards` are those that share its e-mail or its phone, and those whose address is
    another spelling of it, which are only marked. One that was put away beside the one in use is not asked.
    """
    same = sharing(booker, cards)
    in_use = [card for card in same if not card.is_archived]
    if len(in_use) == 1 and _is_alike(booker, in_use[0]):
        return Joining(in_use[0], proposal=differences(booker, in_use[0]))
    marked = [card for card in cards if card in same or is_same_mailbox(booker.email, card.email)]
    return Joining(None, possible_matches=tuple(PossibleMatch(card.id, _why(booker, card)) for card in marked))


def sharing(booker: Booker, cards: Sequence[Card]) -> list[Card]:
    """The cards that carry one of the given contacts, letter for letter: only these decide (S20)."""
    return [card for card in cards if _shared(booker, card)]


def differences(booker: Booker, card: Card) -> dict[str, dict[str, str]]:
    """What was typed differently from the card, field by field: kept as a proposal, never written to it (S21)."""
    pairs = {
        name: (getattr(card, name), getattr(booker, name)) for name in ("first_name", "last_name", "email", "phone")
    }
    return {name: {"card": known, "typed": typed} for name, (known, typed) in pairs.items() if typed and typed != known}


def _is_alike(booker: Booker, card: Card) -> bool:
    typed, known = (Identity(one.first_name, one.last_name) for one in (booker, card))
    return are_names_alike(typed, known)


def _shared(booker: Booker, card: Card) -> list[str]:
    pairs = (("email", booker.email, card.email), ("phone", booker.phone, card.phone))
    return [name for name, typed, known in pairs if typed and typed == known]


def _why(booker: Booker, card: Card) -> str:
    return " ".join(_shared(booker, card)) or "similar_email"
