"""Which card is it, and may the viewer see it? Every query about customers goes through `visible_to` (joint 17)."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache

from django.db import connection
from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.rows import Columns
from kartotek.plumbing.scoping import business_in_scope

_FIELDS = tuple(field.name for field in fields(CustomerCard))
_CARD = Columns(Customer, "card")
_THESE = """
SELECT {columns} FROM customers_customer AS card
WHERE business_id = %s AND id = ANY(%s) AND (%s::bigint[] IS NULL OR area_id = ANY(%s::bigint[]))
"""


def visible_to(viewer: Actor) -> QuerySet[Customer]:
    """The cards of the business in scope that the viewer may know of: inspectors those of their areas (S41)."""
    condition = Q() if viewer.area_ids is None else Q(area_id__in=viewer.area_ids)
    return Customer.objects.filter(condition)


def get_customer(customer_id: int, *, viewer: Actor) -> CustomerCard:
    """One card, archived or not; out of the viewer's areas or of another business: NotFound."""
    found = get_customers([customer_id], viewer=viewer)
    if not found:
        raise NotFound
    return found[0]


def get_customers(customer_ids: Sequence[int], *, viewer: Actor) -> list[CustomerCard]:
    """The cards with these ids, in this order; what the viewer may not see is left out. One query; none for nobody."""
    if not customer_ids:
        return []
    cards = {row.pk: card_of(row) for row in _rows(list(customer_ids), viewer)}
    return [cards[customer_id] for customer_id in customer_ids if customer_id in cards]


def cards_of(rows: QuerySet[Customer]) -> list[CustomerCard]:
    """The cards of a selection, in its order."""
    return [CustomerCard(*row) for row in rows.values_list(*_FIELDS)]


def card_of(row: Customer) -> CustomerCard:
    """One row as a value."""
    return CustomerCard(**{name: getattr(row, name) for name in _FIELDS})


@cache
def _these() -> str:
    """Not before the models are ready."""
    return _THESE.format(columns=_CARD)


def _rows(customer_ids: list[int], viewer: Actor) -> Iterable[Customer]:
    """Written out: every page of the desk asks for a card more than once."""
    business_id = business_in_scope()
    if business_id is None:
        return visible_to(viewer).filter(pk__in=customer_ids)
    areas = None if viewer.area_ids is None else list(viewer.area_ids)
    with connection.cursor() as cursor:
        cursor.execute(_these(), [business_id, customer_ids, areas, areas])
        return [_CARD.instance(row) for row in cursor.fetchall()]
