"""Which cards follow in a list, sorted by name, by number or by the moment they were made?

Pages are cut by the sort key of the last card, which an index leads to: a deep page costs what the first one costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.decisions import search_keys
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries.cards import cards_of, visible_to
from kartotek.domain.customers.values import CustomerCard, Sort, Wanted
from kartotek.plumbing.paging import moment_in_cursor

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class _Order:
    """The columns of a sort, and what kinds of values its key holds."""

    columns: tuple[str, ...]
    kinds: tuple[type[str] | type[int], ...]
    is_down: bool = False


_ORDERS: Mapping[Sort, _Order] = {
    Sort.NAME: _Order(("name_sort", "pk"), (str, int)),
    Sort.NAME_DOWN: _Order(("name_sort", "pk"), (str, int), is_down=True),
    Sort.NUMBER: _Order(("number_length", "number", "pk"), (int, str, int)),
    Sort.NUMBER_DOWN: _Order(("number_length", "number", "pk"), (int, str, int), is_down=True),
    Sort.CREATED: _Order(("created_at", "pk"), (str, int)),
    Sort.CREATED_DOWN: _Order(("created_at", "pk"), (str, int), is_down=True),
}


def kinds_of(sort: Sort) -> tuple[type[str] | type[int], ...]:
    """What the cursor of this sort holds."""
    return _ORDERS[sort].kinds


def sort_key(card: CustomerCard, sort: Sort) -> Key:
    """Where a card stands in the list."""
    match sort:
        case Sort.NAME | Sort.NAME_DOWN:
            return (_name_sort(card), card.id)
        case Sort.NUMBER | Sort.NUMBER_DOWN:
            return (len(card.number), card.number, card.id)
        case Sort.CREATED | Sort.CREATED_DOWN:
            return (card.created_at.isoformat(), card.id)
        case _:
            assert_never(sort)


def list_cards(
    *, viewer: Actor, wanted: Wanted, most: int, after: Key | None = None, only: Q | None = None
) -> list[CustomerCard]:
    """At most so many cards behind the key `after`; `only` narrows further. One query."""
    order = _ORDERS[wanted.sort]
    rows = _wanted(viewer, wanted).filter(only or Q(), _behind(order, after))
    sign = "-" if order.is_down else ""
    return cards_of(rows.order_by(*(f"{sign}{column}" for column in order.columns))[:most])


def count_cards_by_area() -> dict[int, int]:
    """How many cards that are not archived belong to each area, without its parts; nought is left out. One query."""
    rows = Customer.objects.filter(archived_at=None, area__isnull=False).values("area").order_by("area")
    return {row["area"]: row["cards"] for row in rows.annotate(cards=Count("pk"))}


def _wanted(viewer: Actor, wanted: Wanted) -> QuerySet[Customer]:
    rows = visible_to(viewer).filter(archived_at__isnull=not wanted.is_archived)
    if wanted.area_ids is not None:
        rows = rows.filter(area_id__in=wanted.area_ids)
    return rows.alias(number_length=Length("number"))


def _behind(order: _Order, after: Key | None) -> Q:
    """What comes after the key: (a, b) behind (x, y) is a ≥ x, and a > x or b > y. The first part is for the index."""
    if after is None:
        return Q()
    values = [_value(column, value) for column, value in zip(order.columns, after, strict=True)]
    beyond = "lt" if order.is_down else "gt"
    condition = Q()
    for column, value in reversed(list(zip(order.columns, values, strict=True))):
        condition = Q(**{f"{column}__{beyond}": value}) | (
            Q(**{column: value}) & condition if condition else Q(pk__in=[])
        )
    return Q(**{f"{order.columns[0]}__{beyond}e": values[0]}) & condition


def _value(column: str, value: str | int) -> str | int | datetime:
    return moment_in_cursor(value) if column == "created_at" else value


def _name_sort(card: CustomerCard) -> str:
    return search_keys(
        first_name=card.first_name, last_name=card.last_name, email="", phone="", number=card.number
    ).name_sort
