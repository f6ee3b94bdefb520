"""What happened to a customer? For those who may read the log (S55, S57)."""

from kartotek.domain.audit.queries import list_entries_of
from kartotek.domain.audit.values import Actor, EntryItem
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.plumbing.paging import Page


def list_customer_log(
    *, business: BusinessLike, viewer: Actor, customer_id: int, limit: int | None = None, cursor: str = ""
) -> Page[EntryItem]:
    """The entries about one customer, newest first."""
    get_customer(customer_id, viewer=viewer)
    require(viewer, Permission.AUDIT_VIEW)
    return list_entries_of(business_id=business.id, customer_id=customer_id, limit=limit, cursor=cursor)
