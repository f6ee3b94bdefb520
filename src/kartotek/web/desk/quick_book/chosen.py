"""What was chosen so far? It stands in the address of each step, and what cannot be read there is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from kartotek.web.kit.context import DeskContext

_MOST_DIGITS = 18
_LONGEST_TYPED = 200
_YEARS = range(2000, 2200)  # those availability answers for


@dataclass(frozen=True)
class Chosen:
    """Customer, service, employee (None: anyone) by their ids, the first day to look at, and what is being typed."""

    customer: int | None = None
    service: int | None = None
    employee: int | None = None
    on: date | None = None
    typed: str = ""

    def of(self, customer_id: int) -> "Chosen":
        """The same for this customer."""
        return replace(self, customer=customer_id, typed="")

    def url(self, name: str, desk: DeskContext, **more: object) -> str:
        """The address of a step with all this, and more."""
        known = {"customer": self.customer, "service": self.service, "employee": self.employee, "on": self.on, **more}
        query = urlencode({key: value for key, value in known.items() if value})
        where = desk.url(name)
        return f"{where}?{query}" if query else where


def chosen_of(given: Mapping[str, str]) -> Chosen:
    """Read an address."""
    return Chosen(
        customer=_number(given.get("customer", "")),
        service=_number(given.get("service", "")),
        employee=_number(given.get("employee", "")),
        on=_date(given.get("on", "")),
        typed=" ".join(given.get("typed", "").replace("\x00", "").split())[:_LONGEST_TYPED],
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _date(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if on.year in _YEARS else None
