"""Which customer does a page speak of? `?customer=` names her, `?search=` finds some: `kit/pick_customer.html`."""

from dataclasses import dataclass
from urllib.parse import urlencode

from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerQuestion
from kartotek.kernel.errors import NotFound
from kartotek.web.kit.context import DeskRequest

_FOUND = 8
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Hit:
    """A customer that was found, and the page about her."""

    card: CustomerCard
    url: str


@dataclass(frozen=True)
class Picked:
    """The customer the page speaks of, or those found; `kept` is the rest of the address, which stays as it is."""

    card: CustomerCard | None
    search: str
    hits: tuple[Hit, ...]
    kept: tuple[tuple[str, str], ...]
    without: str


def pick(request: DeskRequest, *keep: str) -> Picked:
    """What the address says; NotFound for a card this person may not see. `keep` are the names that stay."""
    desk, given = request.desk, request.GET
    kept = tuple((name, given[name]) for name in keep if given.get(name))
    here, search = request.path, given.get("search", "").strip()[:200]
    without = f"{here}?{urlencode(kept)}" if kept else here
    if given.get("customer"):
        return Picked(get_customer(_number(given["customer"]), viewer=desk.actor), "", (), kept, without)
    hits: tuple[Hit, ...] = ()
    if search:
        page = list_customers(
            business=desk.business,
            viewer=desk.actor,
            question=CustomerQuestion(search=search),
            now=desk.now,
            limit=_FOUND,
        )
        cards = (line.card for line in page.items)
        hits = tuple(Hit(card, f"{here}?{urlencode([('customer', card.id), *kept])}") for card in cards)
    return Picked(None, search, hits, kept, without)


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS):
        raise NotFound
    return int(given)
