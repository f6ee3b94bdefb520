"""Who of the personas is locked, so that check-in, card and booking site have somebody to refuse?"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from kartotek.cli.sample.cards import Joining
from kartotek.cli.sample.clinic import TIMEZONE
from kartotek.cli.sample.personas import PERSONAS
from kartotek.cli.sample.rows import AGENT, insert
from kartotek.domain.access.decisions.locking import end_of
from kartotek.domain.access.values.locks import Days
from kartotek.plumbing.copy import copy_rows

# Missing data or documents: the first of the reasons a business starts with.
_FIRST_REASON = "SELECT id FROM access_lockreason WHERE business_id = %s ORDER BY position LIMIT 1"
PLACED_AGO = timedelta(days=1)


def write_locks(business: int, customers: list[int], joining: Joining) -> None:
    """A lock of yesterday for each persona whose story says so, and its entry."""
    placed_at = joining.now - PLACED_AGO
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_REASON, [business])
        [reason] = cursor.fetchone()
    locked = [(customer, one) for customer, one in zip(customers, PERSONAS, strict=False) if one.locked_days]
    locks = insert(
        "access_lock",
        ("business_id", "customer_id", "reason_id", "starts_at", "ends_at", "placed_at", "placed_by", "note"),
        [
            (
                *(business, customer, reason, placed_at),
                *(end_of(Days(one.locked_days), placed_at, ZoneInfo(TIMEZONE)), placed_at, AGENT, one.lock_note),
            )
            for customer, one in locked
        ],
    )
    copy_rows(
        "access_lockentry",
        ("business_id", "lock_id", "kind", "at", "by", "note"),
        [
            (business, lock, "placed", placed_at, AGENT, one.lock_note)
            for lock, (_, one) in zip(locks, locked, strict=True)
        ],
    )
