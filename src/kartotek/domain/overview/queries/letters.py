"""To whom do letters for a list go? All customers that it shows, not only those of one page."""

from datetime import datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customers
from kartotek.domain.messaging.values.letters import MOST_LETTERS
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerQuestion
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import MOST


def list_addressees(*, business: BusinessLike, viewer: Actor, question: CustomerQuestion, now: datetime) -> list[int]:
    """The ids of those that the list shows, in its order; one more than can be printed where there are too many."""
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None and len(found) <= MOST_LETTERS:
        page = list_customers(business=business, viewer=viewer, question=question, now=now, limit=MOST, cursor=cursor)
        found += [line.card.id for line in page.items]
        cursor = page.next
    return found[: MOST_LETTERS + 1]


def check_addressees(customer_ids: list[int], *, viewer: Actor) -> list[int]:
    """The same customers, each once; NotFound when the viewer may not see one of them."""
    wanted = list(dict.fromkeys(customer_ids))
    if len(get_customers(wanted, viewer=viewer)) < len(wanted):
        raise NotFound
    return wanted
