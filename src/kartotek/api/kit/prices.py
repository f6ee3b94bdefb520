"""How is a price written, and how is one read?"""

from decimal import Decimal

from kartotek.api.kit.shapes import MoneyShape
from kartotek.domain.catalog.values import PriceGiven
from kartotek.kernel.money import Money


def price_given(price: MoneyShape | None) -> PriceGiven | None:
    """A price of a body, for the domain to judge."""
    return None if price is None else PriceGiven(price.amount, price.currency)


def price_shape(price: Decimal | None, currency: str) -> dict[str, str] | None:
    """`{amount: "450.00", currency: "DKK"}` with the decimals of the currency; null without a price."""
    return None if price is None else Money(price, currency).as_json()
