"""How does an amount of money read? The currency's code, then the number as the language writes it."""

from typing import Protocol

from django.utils import formats


class Amount(Protocol):
    """What money is made of; `kernel.money.Money` fits."""

    @property
    def amount(self) -> object:
        """The number of units."""

    @property
    def currency(self) -> str:
        """ISO 4217."""


def shown(value: Amount) -> str:
    """“DKK 1,195.00”."""
    return f"{value.currency} {formats.number_format(str(value.amount), use_l10n=True, force_grouping=True)}"
