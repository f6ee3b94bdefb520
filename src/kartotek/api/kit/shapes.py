"""Which shapes do all nouns share: identifiers, money, pages of a list?"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeVar, cast

from ninja import Schema
from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from kartotek.kernel.errors import NotFound, invalid
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

T = TypeVar("T")
R = TypeVar("R")
C = TypeVar("C", bound=Mapping[str, object])

LARGEST_ID = 2**63 - 1


class Shape(Schema):
    """What a program sends: unknown fields are ignored, wrong types refused."""

    model_config = ConfigDict(extra="ignore", strict=False)

    @model_validator(mode="before")
    @classmethod
    def _is_object(cls, given: object) -> object:
        """Without this a list, a number or a text would count as an object in which nothing was said."""
        if not isinstance(getattr(given, "_obj", given), dict):
            raise PydanticCustomError("object_type", "This must be an object.")
        return given


class MoneyShape(Shape):
    """An amount as text with the currency's decimals."""

    amount: str
    currency: str


class PageShape(Schema, Generic[T]):
    """One page of a list and the cursor of the next."""

    items: list[T]
    next: str | None


def page_of(page: Page[R], shape: Callable[[R], dict[str, object]]) -> dict[str, object]:
    """A page with each row shaped."""
    return {"items": [shape(row) for row in page.items], "next": page.next}


def slice_of(
    rows: Sequence[R], shape: Callable[[R], dict[str, object]], *, limit: int | None, cursor: str
) -> dict[str, object]:
    """One page of a list that is short enough to be read as a whole; the cursor counts rows."""
    (start,) = decode_cursor(cursor, int) if cursor else (0,)
    end = max(0, int(start)) + checked_limit(limit)
    return {
        "items": [shape(row) for row in rows[max(0, int(start)) : end]],
        "next": encode_cursor(end) if end < len(rows) else None,
    }


def id_from_path(given: str) -> int:
    """The number behind an opaque identifier in the address; what cannot be one is not there (404)."""
    if not given.isascii() or not given.isdigit() or int(given[:20]) > LARGEST_ID:
        raise NotFound
    return int(given[:20])


def id_from_body(field: str, given: str) -> int:
    """The number behind an opaque identifier in a field; what cannot be one is invalid there (422)."""
    if not given.isascii() or not given.isdigit() or int(given[:20]) > LARGEST_ID:
        raise invalid(field, "unknown", "There is no such thing here.")
    return int(given[:20])


def only_sent(said: C, names: Collection[str]) -> C:
    """Of changes whose keys may all be missing, those that were sent."""
    return cast("C", {name: value for name, value in said.items() if name in names})  # a part of the whole


def money(amount: Decimal | None, currency: str) -> dict[str, str] | None:
    """`{"amount": "450.00", "currency": "DKK"}`, or nothing where no price is set."""
    return None if amount is None else {"amount": f"{amount:.2f}", "currency": currency}
