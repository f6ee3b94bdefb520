"""Which other cards may be the same person? Answers only; nothing is ever refused for it (S49)."""

from django.db.models import Q

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.decisions import likenesses, search_keys
from kartotek.domain.customers.queries.cards import cards_of, get_customers, visible_to
from kartotek.domain.customers.queries.search import search_customers
from kartotek.domain.customers.values import CustomerCard, Identity, Likeness, PossibleDuplicate, SearchKeys, Wanted

MOST = 20
_STRENGTH = list(Likeness)


def find_possible_duplicates(
    card: CustomerCard, *, business: BusinessLike, viewer: Actor, most: int = MOST
) -> list[PossibleDuplicate]:
    """Cards that share a contact, reference number, name and birth date, or are called alike; the strongest first."""
    others = {other.id: other for other in (*_sharing(card, viewer), *_called_alike(card, business, viewer))}
    others.pop(card.id, None)
    found = [
        PossibleDuplicate(other.id, other.number, other.name, why)
        for other in others.values()
        if (why := likenesses(_identity(card), _identity(other)))
    ]
    return sorted(found, key=lambda one: (_STRENGTH.index(one.why[0]), one.name, one.id))[:most]


def _sharing(card: CustomerCard, viewer: Actor) -> list[CustomerCard]:
    same = Q(pk__in=[])
    for name in ("email", "phone", "external_ref"):
        if value := getattr(card, name):
            same |= Q(**{name: value})
    if card.date_of_birth is not None:
        same |= Q(date_of_birth=card.date_of_birth, name_sort=_keys(card).name_sort)
    return cards_of(visible_to(viewer).filter(same, archived_at=None).order_by("pk")[: MOST + 1])


def _called_alike(card: CustomerCard, business: BusinessLike, viewer: Actor) -> list[CustomerCard]:
    ids = search_customers(card.name, business=business, viewer=viewer, wanted=Wanted(), most=MOST + 1)
    return get_customers(ids, viewer=viewer)


def _keys(card: CustomerCard) -> SearchKeys:
    return search_keys(
        first_name=card.first_name, last_name=card.last_name, email=card.email, phone=card.phone, number=card.number
    )


def _identity(card: CustomerCard) -> Identity:
    return Identity(
        first_name=card.first_name,
        last_name=card.last_name,
        email=card.email,
        phone=card.phone,
        external_ref=card.external_ref,
        date_of_birth=card.date_of_birth,
    )
