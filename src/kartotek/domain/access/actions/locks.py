"""Lock a customer, lift her locks, let one last longer (S23 to S28). The customer's row is held meanwhile."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.access.actions.locking import (
    Doing,
    doing,
    hold_customer,
    hold_lock,
    hold_standing,
    lift,
)
from kartotek.domain.access.decisions.locking import (
    check_ends,
    check_later,
    check_lock_texts,
    check_note,
    end_of,
    is_standing,
    offered_from_json,
)
from kartotek.domain.access.errors import NotLocked, ReasonRequired
from kartotek.domain.access.models import Lock, LockReason
from kartotek.domain.access.queries.locks import get_lock
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.locks import EntryKind, Extension, Lifting, LockItem, NewLock
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.values import NoticeKind
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks


def place_lock(*, business: BusinessFacts, actor: Actor, now: datetime, lock: NewLock) -> LockItem:
    """Lock her from now on; a note is kept as a notice too, and an endless lock needs one (S27).

    Raises NotPermitted, NotFound, Invalid (EndNotOffered, InThePast, NoteRequired).
    """
    require(actor, Permission.LOCK_PLACE)
    check_lock_texts(note=lock.note, agent=lock.agent, customer_text=lock.customer_text)
    deed, zone = doing(business.id, actor, now, lock.agent), ZoneInfo(business.timezone)
    with locks.holding():
        hold_customer(lock.customer_id, actor)
        reason = _reason(lock.reason_id)
        check_ends(lock.ends, offered_from_json(reason.ends), now, zone)
        check_note(lock.ends, lock.note)
        row = Lock.objects.create(
            business_id=business.id,
            customer_id=lock.customer_id,
            reason=reason,
            starts_at=now,
            ends_at=end_of(lock.ends, now, zone),
            placed_at=now,
            placed_by=deed.actor.name,
            agent=deed.actor.on_behalf_of,
            note=lock.note,
            customer_text=lock.customer_text,
        )
        _write_down(deed, row)
        return get_lock(row.pk, viewer=actor, now=now)


def unlock(*, business: BusinessFacts, actor: Actor, now: datetime, lifting: Lifting) -> list[LockItem]:
    """Lift one of her locks, or all; the reason is kept as a notice (S27). Of two who unlock at once, one does.

    Raises NotPermitted, NotFound, Invalid (ReasonRequired), NotLocked.
    """
    require(actor, Permission.LOCK_LIFT)
    if not lifting.reason.strip():
        raise ReasonRequired
    check_lock_texts(reason=lifting.reason, agent=lifting.agent)
    deed = doing(business.id, actor, now, lifting.agent)
    with locks.holding():
        hold_customer(lifting.customer_id, actor)
        _check_hers(lifting)
        rows = [row for row in hold_standing(lifting.customer_id, now) if lifting.lock_id in {None, row.pk}]
        locks.pause_point()
        if not rows:
            raise NotLocked
        for row in rows:
            lift(deed, row, lifting)
        deed.tell(lifting.customer_id, NoticeKind.UNLOCK, lifting.reason)
        return [get_lock(row.pk, viewer=actor, now=now) for row in rows]


def extend_lock(*, business: BusinessFacts, actor: Actor, now: datetime, extension: Extension) -> LockItem:
    """Move the end away: an entry on the same lock (S28). Days and months count from today.

    Raises NotPermitted, NotFound, NotLocked, Invalid (EndNotOffered, InThePast, NoteRequired, NotLater).
    """
    require(actor, Permission.LOCK_PLACE)
    check_lock_texts(note=extension.note, agent=extension.agent)
    deed, zone = doing(business.id, actor, now, extension.agent), ZoneInfo(business.timezone)
    with locks.holding():
        row = hold_lock(extension.lock_id, actor)
        if not is_standing(row.ends_at, now, is_lifted=row.lifted_at is not None):
            raise NotLocked
        offered = offered_from_json(row.reason.ends) if row.reason else None
        check_ends(extension.ends, offered, now, zone)
        check_note(extension.ends, extension.note)
        before, row.ends_at = row.ends_at, end_of(extension.ends, now, zone)
        check_later(before, row.ends_at)
        row.expired_at = None
        row.version += 1
        row.save()
        deed.enter(row, EntryKind.EXTENDED, extension.note)
        deed.note(row, "lock.extended", {"ends_at": (_iso(before), _iso(row.ends_at))}, extension.note)
        if extension.note.strip():
            deed.tell(row.customer_id, NoticeKind.LOCK, extension.note)
        return get_lock(row.pk, viewer=actor, now=now)


def _write_down(deed: Doing, row: Lock) -> None:
    deed.enter(row, EntryKind.PLACED, row.note)
    told = {
        "reason": (None, row.reason.label if row.reason else ""),
        "starts_at": (None, _iso(row.starts_at)),
        "ends_at": (None, _iso(row.ends_at)),
        "customer_text": (None, row.customer_text),
    }
    deed.note(row, "lock.placed", told, row.note)
    if row.note.strip():
        deed.tell(row.customer_id, NoticeKind.LOCK, row.note)


def _reason(reason_id: int) -> LockReason:
    row = LockReason.objects.filter(pk=reason_id, archived_at=None).first()
    if row is None:
        raise invalid("reason", "unknown", gettext_noop("There is no such reason to choose."))
    return row


def _check_hers(lifting: Lifting) -> None:
    if lifting.lock_id is None:
        return
    if not Lock.objects.filter(pk=lifting.lock_id, customer_id=lifting.customer_id).exists():
        raise invalid("lock", "unknown", gettext_noop("This customer has no such lock."))


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
