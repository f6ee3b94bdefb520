"""Write down what happened. The only way into the audit log."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection

from kartotek.domain.audit.values import Actor, Target

# Every action writes an entry, so it is one statement, written once.
_ENTRY = """
INSERT INTO audit_entry (business_id, at, action, actor_kind, actor_id, actor_name, on_behalf_of, address,
                         target_kind, target_id, customer_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
_ENTRY_WITH_CHANGE = f"""
WITH entry AS ({_ENTRY})
INSERT INTO audit_change (entry_id, changes, reason) SELECT id, %s::jsonb, %s FROM entry RETURNING entry_id
"""  # noqa: S608 - both parts are constants
_ENTRIES = """
WITH entry AS (
    INSERT INTO audit_entry (business_id, at, action, actor_kind, actor_id, actor_name, on_behalf_of, address,
                             target_kind, target_id, customer_id)
    SELECT %s, %s, %s, %s, %s, %s, %s, %s, 'customer', card, card FROM unnest(%s::bigint[]) AS card RETURNING id
)
INSERT INTO audit_change (entry_id, changes, reason) SELECT id, %s::jsonb, %s FROM entry
"""
_SAME_FOR_EACH = """
INSERT INTO audit_entry (business_id, at, action, actor_kind, actor_id, actor_name, on_behalf_of, address,
                         target_kind, target_id, customer_id)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, target.id, target.customer_id
FROM unnest(%s::bigint[], %s::bigint[]) AS target (id, customer_id)
"""


def record(  # noqa: PLR0913 - an entry has that many parts, and each caller names them
    *,
    actor: Actor,
    now: datetime,
    business_id: int,
    action: str,
    target: Target,
    changes: Mapping[str, tuple[object, object]] | None = None,
    reason: str = "",
) -> int:
    """Append one entry and give its id; `changes` maps a field's name to (before, after), both fit for JSON (S57)."""
    values = [*_who_and_when(actor, now, business_id, action), target.kind, target.id, target.customer_id]
    with connection.cursor() as cursor:
        if changes or reason:
            cursor.execute(_ENTRY_WITH_CHANGE, [*values, json.dumps(dict(changes or {})), reason])
        else:
            cursor.execute(_ENTRY, values)
        return int(cursor.fetchone()[0])


def record_on_cards(
    *,
    actor: Actor,
    now: datetime,
    business_id: int,
    action: str,
    customer_ids: Collection[int],
    changes: Mapping[str, tuple[object, object]],
) -> None:
    """Append the same entry to the history of each of these cards, by one statement."""
    values = [*_who_and_when(actor, now, business_id, action), sorted(customer_ids), json.dumps(dict(changes)), ""]
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, values)


def record_each(
    *, actor: Actor, now: datetime, business_id: int, action: str, kind: str, targets: Collection[Target]
) -> None:
    """Append the same entry for each of these targets of one kind, by one statement: what the system does to many."""
    if targets:
        ids = [target.id for target in targets]
        cards = [target.customer_id for target in targets]
        with connection.cursor() as cursor:
            cursor.execute(_SAME_FOR_EACH, [*_who_and_when(actor, now, business_id, action), kind, ids, cards])


def _who_and_when(actor: Actor, now: datetime, business_id: int, action: str) -> list[str | int | datetime | None]:
    return [
        business_id,
        now,
        action,
        actor.kind.value,
        actor.id,
        actor.name,
        actor.on_behalf_of,
        actor.address,
    ]
