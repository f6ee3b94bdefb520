"""What happened to a customer, newest first? (S57)"""

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import EntryItem
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor


def list_entries_of(
    *, business_id: int, customer_id: int, limit: int | None = None, cursor: str = ""
) -> Page[EntryItem]:
    """The entries about one customer and what belongs to her. The caller has found the customer in scope."""
    size = checked_limit(limit)
    rows = Entry.objects.filter(business_id=business_id, customer_id=customer_id).select_related("change")
    if cursor:
        rows = rows.filter(pk__lt=decode_cursor(cursor, int)[0])
    found = list(rows.order_by("-pk")[: size + 1])
    items = [_item(row) for row in found[:size]]
    return Page(items, encode_cursor(items[-1].id) if len(found) > size else None)


def _item(row: Entry) -> EntryItem:
    change = getattr(row, "change", None)
    return EntryItem(
        id=row.pk,
        at=row.at,
        action=row.action,
        actor=row.actor_name,
        on_behalf_of=row.on_behalf_of,
        address=row.address,
        target_kind=row.target_kind,
        target_id=row.target_id,
        changes={name: (before, after) for name, (before, after) in change.changes.items()} if change else {},
        reason=change.reason if change else "",
    )
