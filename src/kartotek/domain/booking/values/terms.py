"""Of what do a customer's own terms of a service consist (S51)?"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from kartotek.domain.catalog.values import PriceGiven


@dataclass(frozen=True)
class OwnTerms:
    """How long a service takes for one customer and what she pays; None: as usual."""

    duration_minutes: int | None = None
    price: Decimal | None = None


USUAL = OwnTerms()


@dataclass(frozen=True)
class TermsDetails:
    """What is agreed on; at least one of the two differs from what is usual."""

    service_id: int
    duration_minutes: int | None = None
    price: PriceGiven | None = None


class TermsChanges(TypedDict, total=False):
    """What of it is to change."""

    duration_minutes: int | None
    price: PriceGiven | None


@dataclass(frozen=True)
class TermsItem:
    """Terms as they are stored."""

    id: int
    version: int
    customer_id: int
    service_id: int
    service_name: str
    own: OwnTerms

    @property
    def details(self) -> TermsDetails:
        """As they would be given."""
        price = None if self.own.price is None else PriceGiven(str(self.own.price))
        return TermsDetails(self.service_id, self.own.duration_minutes, price)
