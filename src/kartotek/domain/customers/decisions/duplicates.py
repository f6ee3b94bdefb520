"""May two cards be the same person, and what says so? (S49, S20)"""

from rapidfuzz import fuzz

from kartotek.domain.customers.decisions.searching import words
from kartotek.domain.customers.values import Identity, Likeness
from kartotek.kernel.text import shorten

ALIKE_FROM = 85.0
WORD_ALIKE_FROM = 70.0


def are_names_alike(one: Identity, other: Identity) -> bool:
    """Whether the names may be one person's: order, accents, a middle name or a slip of the fingers do not matter.

    Each word of the shorter name must have its like in the other one: a long family name alone makes nobody alike,
    or Bo and Ib Christensen, who share a phone, would share a card.
    """
    left, right = _name(one), _name(other)
    if not (left and right) or fuzz.token_set_ratio(left, right) < ALIKE_FROM:
        return False
    shorter, longer = sorted((left.split(), right.split()), key=len)
    return all(any(fuzz.ratio(word, like) >= WORD_ALIKE_FROM for like in longer) for word in shorter)


def likenesses(one: Identity, other: Identity) -> tuple[Likeness, ...]:
    """Everything two cards have in common that speaks for one person, the strongest first (S49)."""
    checks = (
        (Likeness.EMAIL, bool(one.email) and one.email == other.email),
        (Likeness.PHONE, bool(one.phone) and one.phone == other.phone),
        (Likeness.NUMBER, bool(one.external_ref) and one.external_ref == other.external_ref),
        (
            Likeness.NAME_AND_BIRTH_DATE,
            _born_alike(one, other) and sorted(_name(one).split()) == sorted(_name(other).split()),
        ),
        (Likeness.SIMILAR_NAME, are_names_alike(one, other)),
    )
    return tuple(kind for kind, holds in checks if holds)


def _born_alike(one: Identity, other: Identity) -> bool:
    return one.date_of_birth is not None and one.date_of_birth == other.date_of_birth


def _name(person: Identity) -> str:
    return shorten(words(f"{person.first_name} {person.last_name}"))
