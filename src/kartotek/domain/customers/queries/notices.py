"""Which notices stand on a card?"""

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.models import Notice
from kartotek.domain.customers.queries.cards import get_customer
from kartotek.domain.customers.values import NoticeItem, NoticeKind
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor


def notices_visible_to(viewer: Actor) -> QuerySet[Notice]:
    """The notices on cards the viewer may know of (S41)."""
    return Notice.objects.filter(Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids))


def list_notices(*, viewer: Actor, customer_id: int, limit: int | None = None, cursor: str = "") -> Page[NoticeItem]:
    """Of one card the viewer may see: pinned ones first, each newest first."""
    size = checked_limit(limit)
    get_customer(customer_id, viewer=viewer)
    found = Notice.objects.filter(_after(cursor), customer_id=customer_id).order_by("-is_pinned", "-id")
    items = [notice_item(row) for row in found[: size + 1]]
    shown = items[:size]
    return Page(shown, encode_cursor(int(shown[-1].is_pinned), shown[-1].id) if len(items) > size else None)


def _after(cursor: str) -> Q:
    if not cursor:
        return Q()
    is_pinned, last = decode_cursor(cursor, int, int)
    later = Q(is_pinned=bool(is_pinned), pk__lt=last)
    return later | Q(is_pinned=False) if is_pinned else later


def notice_item(row: Notice) -> NoticeItem:
    """A notice as a value."""
    return NoticeItem(
        id=row.pk,
        customer_id=row.customer_id,
        kind=NoticeKind(row.kind),
        text=row.text,
        is_pinned=row.is_pinned,
        at=row.at,
        by=row.by,
        agent=row.agent,
    )
