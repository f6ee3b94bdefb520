"""What do staff do with single messages of a card? Send one again, cancel one that waits. All roles may write."""

from datetime import datetime

from django.db import transaction

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.actions.queueing import drop_messages, queue_messages
from kartotek.domain.messaging.decisions import address_on, cancelled_by, may_be_resent, may_be_retried
from kartotek.domain.messaging.errors import NotResendable, NotWaiting
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries import message_line
from kartotek.domain.messaging.queries.outbox import outbox_visible_to
from kartotek.domain.messaging.values import (
    Attachment,
    Draft,
    Event,
    MessageChannel,
    MessageLine,
    MessageState,
    Text,
)
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue_many

# One copy comes of a message however often it is asked for.
_RETRIED = "retried"


def resend_message(
    *, business_id: int, actor: Actor, now: datetime, customer_id: int, message_id: int, key: str
) -> MessageLine:
    """The same words once more, to the address the card has now; with the same `key` it is one message.

    Raises NotFound, NotResendable, and Invalid where the card has no such address.
    """
    card = get_customer(customer_id, viewer=actor)
    row = _row(customer_id, message_id)
    if not may_be_resent(row.event, row.state):
        raise NotResendable
    channel = MessageChannel(row.channel)
    draft = Draft(
        event=Event(row.event),
        channel=channel,
        to=address_on(channel, email=card.email, phone=card.phone),
        language=row.language,
        text=Text(row.subject, row.body),
        key=f"again:{message_id}:{key}",
        customer_id=customer_id,
        booking_id=row.booking_id,
        visit=row.visit,
        html=row.html,
        attachments=tuple(Attachment(**one) for one in row.attachments),
    )
    with transaction.atomic():
        made = queue_messages(business_id=business_id, drafts=[draft], caused_by=actor.name, now=now)
        if made:
            target = Target("message", made[0], customer_id)
            record(actor=actor, now=now, business_id=business_id, action="message.resent", target=target)
        return message_line(Message.objects.get(key=draft.key))


@transaction.atomic
def retry_message(*, business_id: int, actor: Actor, now: datetime, message_id: int) -> MessageLine:
    """Have a message that did not go out sent after all. One that failed is tried again as it is, to the address the
    card has now; one that may have left, or met a dead address, is sent once as a new message.

    Raises NotFound, NotResendable, and Invalid where the card has no such address.
    """
    row = locks.hold_rows(outbox_visible_to(actor).filter(pk=message_id)).first()
    if row is None:
        raise NotFound
    if not may_be_retried(row.event, row.state):
        raise NotResendable
    if row.state != MessageState.FAILED.value:
        if row.customer_id is None:
            raise NotResendable
        return resend_message(
            business_id=business_id,
            actor=actor,
            now=now,
            customer_id=row.customer_id,
            message_id=row.pk,
            key=_RETRIED,
        )
    if row.customer is not None and row.event != Event.STAFF_REMINDER.value:
        row.to = address_on(MessageChannel(row.channel), email=row.customer.email, phone=row.customer.phone)
    row.state, row.error, row.due_at = MessageState.QUEUED.value, "", now
    row.attempts, row.trying_since, row.handed_over_at = 0, None, None
    row.save()
    enqueue_many("messaging.deliver", business=business_id, arguments=[{"message": row.pk}])
    target = Target("message", row.pk, row.customer_id)
    record(actor=actor, now=now, business_id=business_id, action="message.retried", target=target)
    return message_line(row)


@transaction.atomic
def cancel_message(*, actor: Actor, now: datetime, customer_id: int, message_id: int) -> MessageLine:
    """A message that waits is not sent; the log says who did that. Raises NotFound and NotWaiting."""
    get_customer(customer_id, viewer=actor)
    row = _row(customer_id, message_id)
    if not drop_messages(Message.objects.filter(pk=row.pk), cancelled_by(actor.name)):
        raise NotWaiting
    target = Target("message", row.pk, customer_id)
    record(actor=actor, now=now, business_id=row.business_id, action="message.cancelled", target=target)
    row.refresh_from_db()
    return message_line(row)


def _row(customer_id: int, message_id: int) -> Message:
    row = Message.objects.filter(pk=message_id, customer_id=customer_id).first()
    if row is None:
        raise NotFound
    return row
