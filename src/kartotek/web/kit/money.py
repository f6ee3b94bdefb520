"""How does an amount of money read? The currency's code, then the number as the language writes it."""

from decimal import Decimal

from django.utils import formats

from kartotek.kernel.money import Money, decimals_of


def shown(value: Money) -> str:
    """“DKK 1,195.00”."""
    decimals = decimals_of(value.currency)
    number = formats.number_format(value.amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{value.currency} {number}"


def price(amount: Decimal | None, currency: str) -> str:
    """The price of a service in the currency of its business; nothing when it has none."""
    return "" if amount is None else shown(Money(amount, currency))
