"""Write a notice on a card, and pin or unpin one. The only way a notice is written (S23, S27)."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.customers.decisions import check_notice
from kartotek.domain.customers.models import Notice
from kartotek.domain.customers.queries.cards import visible_to
from kartotek.domain.customers.queries.notices import notice_item, notices_visible_to
from kartotek.domain.customers.values import NewNotice, NoticeItem
from kartotek.kernel.errors import NotFound, NotPermitted
from kartotek.plumbing import locks


def add_notice(*, business_id: int, actor: Actor, now: datetime, notice: NewNotice) -> NoticeItem:
    """Keep the text with author and time. Whoever sees the card may; raises NotPermitted, NotFound, Invalid."""
    _check_staff(actor)
    check_notice(notice)
    acting = replace(actor, on_behalf_of=notice.agent) if notice.agent else actor
    with locks.holding():
        if not visible_to(actor).filter(pk=notice.customer_id).exists():
            raise NotFound
        row = Notice.objects.create(
            business_id=business_id,
            customer_id=notice.customer_id,
            kind=notice.kind.value,
            text=notice.text,
            is_pinned=notice.is_pinned,
            at=now,
            by=acting.name,
            agent=acting.on_behalf_of,
        )
        record(
            actor=acting,
            now=now,
            business_id=business_id,
            action="notice.added",
            target=Target("notice", row.pk, row.customer_id),
            changes={"text": (None, row.text), "pinned": (None, row.is_pinned)},
        )
    return notice_item(row)


def pin_notice(*, actor: Actor, now: datetime, notice_id: int, is_pinned: bool) -> NoticeItem:
    """Let it stand above the others, or no longer; raises NotPermitted, NotFound."""
    _check_staff(actor)
    with locks.holding():
        row = locks.hold_rows(notices_visible_to(actor).filter(pk=notice_id)).first()
        if row is None:
            raise NotFound
        if row.is_pinned != is_pinned:
            row.is_pinned = is_pinned
            row.save(update_fields=["is_pinned"])
            record(
                actor=actor,
                now=now,
                business_id=row.business_id,
                action="notice.pinned" if is_pinned else "notice.unpinned",
                target=Target("notice", row.pk, row.customer_id),
                changes={"pinned": (not is_pinned, is_pinned)},
            )
    return notice_item(row)


def _check_staff(actor: Actor) -> None:
    """Notices are the staff's own; no customer writes or reads any."""
    if actor.kind is ActorKind.CUSTOMER:
        raise NotPermitted
