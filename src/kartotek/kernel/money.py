"""How much, in which currency, with how many decimals?"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kartotek.kernel.errors import Problem
from kartotek.kernel.words import gettext_noop

# ISO 4217: those that are not divided at all. (A third decimal, as in KWD, is never kept: prices are not that small.)
_UNDIVIDED = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
)
_CURRENCY_LENGTH = 3
LARGEST_AMOUNT = Decimal("9999999999.99")


def decimals_of(currency: str) -> int:
    """How many decimals an amount of this currency is written with."""
    return 0 if currency in _UNDIVIDED else 2


def is_currency(code: str) -> bool:
    """Whether this looks like an ISO 4217 code: three capital letters."""
    return len(code) == _CURRENCY_LENGTH and code.isascii() and code.isalpha() and code.isupper()


@dataclass(frozen=True)
class Money:
    """An amount of a currency."""

    amount: Decimal
    currency: str

    @property
    def text(self) -> str:
        """The amount as api.md writes it: "450.00", or "450" where the currency has no decimals."""
        return f"{self.amount:.{decimals_of(self.currency)}f}"

    def as_json(self) -> dict[str, str]:
        """`{"amount": "450.00", "currency": "DKK"}`."""
        return {"amount": self.text, "currency": self.currency}


def parse_amount(field: str, text: str, currency: str) -> Decimal | Problem:
    """An amount of zero or more with at most the currency's decimals, or what is wrong with it."""
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        return Problem(field, "not_an_amount", gettext_noop("Write an amount such as 450.00."))
    if not amount.is_finite() or amount < 0 or amount > LARGEST_AMOUNT:
        return Problem(field, "out_of_range", gettext_noop("This amount is not possible."))
    rounded = amount.quantize(Decimal(1).scaleb(-decimals_of(currency)))
    if rounded != amount:
        return Problem(field, "too_many_decimals", gettext_noop("This amount has too many decimals."))
    return rounded
