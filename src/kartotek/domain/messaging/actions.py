"""Queue a message: a row and its job, in the transaction of what it tells about."""

from datetime import datetime

from django.db import transaction

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import Draft, MessageState
from kartotek.plumbing import transport
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
