"""Put a line into the inbox of the staff, take it off, put it back."""

from collections.abc import Sequence
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.messaging.queries import staff_notice_item, staff_notices_visible_to
from kartotek.domain.messaging.values import NewStaffNotice, StaffNoticeItem
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks


def add_staff_notice(*, business_id: int, notice: NewStaffNotice, now: datetime) -> None:
    """Tell the staff once: a key that is there already changes nothing. A part of another action, which is audited."""
    add_staff_notices(notices=[(business_id, notice)], now=now)


def add_staff_notices(*, notices: Sequence[tuple[int, NewStaffNotice]], now: datetime) -> None:
    """The same for several businesses at once, by one statement."""
    rows = [
        StaffNotice(
            business_id=business_id,
            kind=notice.kind,
            key=notice.key,
            customer_id=notice.customer_id,
            data=dict(notice.data),
            at=now,
        )
        for business_id, notice in notices
    ]
    StaffNotice.objects.bulk_create(rows, ignore_conflicts=True)


def done_staff_notice(*, actor: Actor, now: datetime, notice_id: int) -> StaffNoticeItem:
    """Take a line off the inbox; one that is done stays as it was. Raises NotFound."""
    with locks.holding():
        row = locks.hold_rows(staff_notices_visible_to(actor).filter(pk=notice_id)).first()
        if row is None:
            raise NotFound
        if row.done_at is None:
            row.done_at, row.done_by = now, actor.name
            row.save(update_fields=["done_at", "done_by"])
            target = Target("staff_notice", row.pk, row.customer_id)
            record(actor=actor, now=now, business_id=row.business_id, action="staff_notice.done", target=target)
    return staff_notice_item(row)


def reopen_staff_notice(*, actor: Actor, now: datetime, notice_id: int) -> StaffNoticeItem:
    """Put a line back into the inbox; one that is open stays as it is. Raises NotFound."""
    with locks.holding():
        row = locks.hold_rows(staff_notices_visible_to(actor).filter(pk=notice_id)).first()
        if row is None:
            raise NotFound
        if row.done_at is not None:
            row.done_at, row.done_by = None, ""
            row.save(update_fields=["done_at", "done_by"])
            target = Target("staff_notice", row.pk, row.customer_id)
            record(actor=actor, now=now, business_id=row.business_id, action="staff_notice.reopened", target=target)
    return staff_notice_item(row)
