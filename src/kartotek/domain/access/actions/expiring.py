"""Write down that locks are over. Nobody waits for it: whether a lock holds is computed when read (S26)."""

from datetime import datetime

from django.db import transaction
from django_scopes import scopes_disabled

from kartotek.domain.access.actions.locking import happening_of
from kartotek.domain.access.models import Lock, LockEntry
from kartotek.domain.access.values.locks import EntryKind
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.hooks.actions import tell
from kartotek.domain.hooks.values import HookEvent
from kartotek.domain.messaging.actions import add_staff_notices
from kartotek.domain.messaging.values import NewStaffNotice

MOST_AT_ONCE = 200


def expire_locks(*, actor: Actor, now: datetime) -> int:
    """Of all businesses, up to MOST_AT_ONCE locks that are over: the *expired* entry of each, once, and a line in the
    staff's inbox. How many there were; what somebody else holds is left for the next time.
    """
    with scopes_disabled(), transaction.atomic():
        over = Lock.objects.filter(lifted_at=None, expired_at=None, ends_at__lte=now).order_by("ends_at", "id")
        held = over.select_for_update(no_key=True, skip_locked=True, of=("self",))
        rows = list(held.select_related("customer", "reason")[:MOST_AT_ONCE])
        Lock.objects.filter(pk__in=[row.pk for row in rows]).update(expired_at=now)
        LockEntry.objects.bulk_create([_entry(row, actor, now) for row in rows], ignore_conflicts=True)
        add_staff_notices(notices=[(row.business_id, _line(row)) for row in rows], now=now)
        for row in rows:
            target = Target("lock", row.pk, row.customer_id)
            record(actor=actor, now=now, business_id=row.business_id, action="lock.expired", target=target)
            told = happening_of(row, HookEvent.CUSTOMER_LOCK_EXPIRED)
            tell(business_id=row.business_id, happenings=[told], at=now)
    return len(rows)


def _entry(row: Lock, actor: Actor, now: datetime) -> LockEntry:
    return LockEntry(
        business_id=row.business_id,
        lock=row,
        kind=EntryKind.EXPIRED.value,
        at=now,
        by=actor.name,
        ends_at=row.ends_at,
    )


def _line(row: Lock) -> NewStaffNotice:
    """`ended_at` says when it ended, which is earlier than the line where the worker was down."""
    return NewStaffNotice(
        kind="lock_expired",
        key=f"lock_expired {row.pk}",
        customer_id=row.customer_id,
        data={
            "lock": str(row.pk),
            "reason": row.reason.label if row.reason else row.legacy_reason,
            "ended_at": row.ends_at.isoformat() if row.ends_at else "",
        },
    )
