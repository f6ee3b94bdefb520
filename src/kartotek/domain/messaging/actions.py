"""Queue a message: a row and its job, in the transaction of what it tells about. Put a line in the staff's inbox."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.messaging.models import Message, StaffNotice
from kartotek.domain.messaging.queries import staff_notice_item, staff_notices_visible_to
from kartotek.domain.messaging.values import Draft, MessageState, NewStaffNotice, StaffNoticeItem
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks, transport
from kartotek.plumbing.jobs import enqueue


@transaction.atomic
def queue_message(*, business_id: int, draft: Draft, actor: Actor, now: datetime) -> Message:
    """Write the message down and enqueue its job, together or not at all; without a transport it is captured (S43)."""
    is_captured = transport.is_captured(draft.channel)
    message = Message.objects.create(
        business_id=business_id,
        customer_id=draft.customer_id,
        event=draft.event.value,
        channel=draft.channel.value,
        to=draft.to,
        language=draft.language,
        subject=draft.text.subject,
        body=draft.text.body,
        state=(MessageState.CAPTURED if is_captured else MessageState.QUEUED).value,
        key=draft.key,
        caused_by=actor.name,
        created_at=now,
        due_at=now,
    )
    if not is_captured:
        enqueue("messaging.deliver", business=business_id, message=message.pk)
    target = Target("message", message.pk, draft.customer_id)
    record(actor=actor, now=now, business_id=business_id, action="message.queued", target=target)
    return message


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
