"""What have all actions on locks in common: who acts, which rows are held, what is written down, what is told?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from kartotek.domain.access.models import Lock, LockEntry
from kartotek.domain.access.queries.locks import locks_visible_to, standing
from kartotek.domain.access.values.locks import EntryKind, Lifting
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.customers.actions import add_notice
from kartotek.domain.customers.queries import visible_to
from kartotek.domain.customers.values import NewNotice, NoticeKind
from kartotek.domain.hooks.actions import tell
from kartotek.domain.hooks.values import Happening, HookEvent
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks

_TOLD = {
    "lock.placed": HookEvent.CUSTOMER_LOCKED,
    "lock.extended": HookEvent.CUSTOMER_LOCK_EXTENDED,
    "lock.lifted": HookEvent.CUSTOMER_UNLOCKED,
}


def happening_of(row: Lock, event: HookEvent) -> Happening:
    """What programs outside are told of a lock: nothing internal (S15)."""
    facts = {"lock": str(row.pk), "customer": str(row.customer_id), "starts_at": row.starts_at, "ends_at": row.ends_at}
    return Happening(event, f"customer {row.customer_id}", {**facts, "lifted_at": row.lifted_at})


@dataclass(frozen=True)
class Doing:
    """Who does it, for whom at a shared front desk (S23), when, in which business."""

    business_id: int
    actor: Actor
    now: datetime

    def note(self, row: Lock, action: str, changes: Mapping[str, tuple[object, object]], reason: str = "") -> None:
        """The entry in the log."""
        record(
            actor=self.actor,
            now=self.now,
            business_id=self.business_id,
            action=action,
            target=Target("lock", row.pk, row.customer_id),
            changes=changes,
            reason=reason,
        )
        if action in _TOLD:
            tell(business_id=self.business_id, happenings=[happening_of(row, _TOLD[action])], at=self.now)

    def enter(self, row: Lock, kind: EntryKind, note: str = "") -> None:
        """The entry in the lock's own history (S28)."""
        LockEntry.objects.create(
            business_id=self.business_id,
            lock=row,
            kind=kind.value,
            at=self.now,
            by=self.actor.name,
            agent=self.actor.on_behalf_of,
            note=note,
            ends_at=row.ends_at,
        )

    def tell(self, customer_id: int, kind: NoticeKind, text: str) -> None:
        """The notice on the card (S27)."""
        add_notice(
            business_id=self.business_id,
            actor=self.actor,
            now=self.now,
            notice=NewNotice(customer_id, text, kind, agent=self.actor.on_behalf_of),
        )


def doing(business_id: int, actor: Actor, now: datetime, agent: str) -> Doing:
    """With the agent's name beside the signed-in person's, if one was picked."""
    return Doing(business_id, replace(actor, on_behalf_of=agent) if agent.strip() else actor, now)


def hold_customer(customer_id: int, viewer: Actor) -> None:
    """The card, held: bookings of hers wait, and so does whoever else locks or unlocks her; else NotFound."""
    if locks.hold_rows(visible_to(viewer).filter(pk=customer_id)).first() is None:
        raise NotFound


def hold_lock(lock_id: int, viewer: Actor) -> Lock:
    """A lock and, before it, the card; out of the viewer's areas or of another business: NotFound."""
    customer_id = locks_visible_to(viewer).filter(pk=lock_id).values_list("customer_id", flat=True).first()
    if customer_id is None:
        raise NotFound
    hold_customer(customer_id, viewer)
    return hold_locks(Q(pk=lock_id))[0]


def hold_locks(which: Q) -> list[Lock]:
    """These locks, held."""
    return list(locks.hold_rows(Lock.objects.filter(which)))


def hold_standing(customer_id: int, now: datetime) -> list[Lock]:
    """What of a card's locks can be lifted, held."""
    return hold_locks(standing(now) & Q(customer_id=customer_id))


def lift(deed: Doing, row: Lock, lifting: Lifting) -> None:
    """Lift one lock that is held."""
    row.lifted_at, row.lifted_by, row.lift_reason = deed.now, deed.actor.name, lifting.reason
    row.was_mistake = lifting.was_mistake
    row.version += 1
    row.save()
    deed.enter(row, EntryKind.LIFTED, lifting.reason)
    changes = {"lifted_at": (None, deed.now.isoformat()), "was_mistake": (False, row.was_mistake)}
    deed.note(row, "lock.lifted", changes, lifting.reason)
