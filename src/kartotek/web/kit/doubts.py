"""How is a doubt about a booking shown: cards it may belong to, and what was typed differently? (S20, S21)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.customers.queries import get_customers
from kartotek.domain.customers.values import CustomerCard
from kartotek.web.kit.context import DeskContext


@dataclass(frozen=True)
class Match:
    """A card the booking may belong to, and why."""

    card: CustomerCard
    why: str


@dataclass(frozen=True)
class Row:
    """A booking with its doubts; `typed` are the labels of the fields that differ from the card."""

    booking: BookingItem
    card: CustomerCard
    matches: tuple[Match, ...]
    typed: tuple[str, ...]


def rows_of(bookings: Sequence[BookingItem], desk: DeskContext) -> list[Row]:
    """The bookings with the cards in question, those the viewer may see; one query."""
    wanted = {booking.customer_id for booking in bookings}
    wanted |= {match.customer_id for booking in bookings for match in booking.possible_matches}
    cards = {card.id: card for card in get_customers(sorted(wanted), viewer=desk.actor)}
    return [
        Row(booking, cards[booking.customer_id], _matches(booking, cards), typed_labels(booking.proposal))
        for booking in bookings
        if booking.customer_id in cards
    ]


def _matches(booking: BookingItem, cards: Mapping[int, CustomerCard]) -> tuple[Match, ...]:
    return tuple(
        Match(cards[match.customer_id], why_words(match.why))
        for match in booking.possible_matches
        if match.customer_id in cards
    )


def why_words(why: str) -> str:
    """“same phone, similar name”."""
    words = {
        "email": gettext("same e-mail"),
        "phone": gettext("same phone"),
        "number": gettext("same reference number"),
        "name_and_birth_date": gettext("same name and date of birth"),
        "similar_name": gettext("similar name"),
        "similar_email": gettext("another spelling of the e-mail"),
    }
    return ", ".join(words.get(part, part) for part in why.split())


def typed_labels(proposal: Mapping[str, object]) -> tuple[str, ...]:
    """What the fields of a proposal are called."""
    return tuple(label_of(name) for name in proposal)


def label_of(name: str) -> str:
    """What a field of a proposal is called."""
    labels = {
        "first_name": gettext("First name"),
        "last_name": gettext("Last name"),
        "email": gettext("E-mail"),
        "phone": gettext("Phone"),
    }
    return labels.get(name, name)
