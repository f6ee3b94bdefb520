"""Put a card away, or take it out again. It keeps its restrictions and its history (S54)."""

from datetime import datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.actions.writing import held, note
from kartotek.domain.customers.queries.cards import card_of
from kartotek.domain.customers.values import CustomerCard
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


def archive_customer(
    *, actor: Actor, now: datetime, customer_id: int, expected_version: int | None = None
) -> CustomerCard:
    """The card, no longer in searches and lists. Archiving an archived one changes nothing."""
    return _move(actor, now, customer_id, expected_version, is_archived=True)


def restore_customer(
    *, actor: Actor, now: datetime, customer_id: int, expected_version: int | None = None
) -> CustomerCard:
    """The card, back in searches and lists."""
    return _move(actor, now, customer_id, expected_version, is_archived=False)


def _move(
    actor: Actor, now: datetime, customer_id: int, expected_version: int | None, *, is_archived: bool
) -> CustomerCard:
    with locks.holding():
        row = held(customer_id, actor)
        require(actor, Permission.CUSTOMER_ARCHIVE)
        check_version(row, expected_version)
        if (row.archived_at is not None) != is_archived:
            changes = write_changes(row, {"archived_at": now if is_archived else None})
            note(actor, now, "customer.archived" if is_archived else "customer.restored", row, changes)
    return card_of(row)
