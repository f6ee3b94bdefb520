"""Queue messages: rows and their jobs, in the transaction of what they tell about; drop what is not true any more.

One statement writes all messages of an event, whatever their number: the busiest of all actions, a booking, calls it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.models import QuerySet

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import Draft, Dropped, Event, MessageState
from kartotek.plumbing import transport
from kartotek.plumbing.jobs import enqueue_many

# What goes to an address that does not work is written down and not sent (S45); a key that is there changes nothing.
_QUEUE: Final = """
INSERT INTO messaging_message (business_id, customer_id, booking_id, visit, event, channel, "to", language, subject,
    body, html, attachments, state, key, caused_by, created_at, due_at, expires_at, attempts, error,
    remote_id)
SELECT %s, draft.customer_id, draft.booking_id, draft.visit, draft.event, draft.channel, draft."to", draft.language,
    draft.subject, draft.body, draft.html, draft.attachments,
    CASE WHEN address.id IS NULL THEN draft.state ELSE 'suppressed' END,
    draft.key, %s, %s, draft.due_at, draft.expires_at, 0, coalesce(address.reason, ''), ''
FROM jsonb_to_recordset(%s::jsonb) AS draft (customer_id bigint, booking_id bigint, visit uuid, event text,
    channel text, "to" text, language text, subject text, body text, html text, attachments jsonb, state text, key text,
    due_at timestamptz, expires_at timestamptz)
LEFT JOIN messaging_address AS address ON address.business_id = %s AND address.channel = draft.channel
    AND address.value = draft."to" AND address.state = 'bounced'
ON CONFLICT (key) DO NOTHING RETURNING id, state, due_at
"""
_DROP: Final = """
UPDATE messaging_message SET state = 'dropped', error = %s WHERE business_id = %s AND visit = %s AND state = 'queued'
RETURNING event, booking_id
"""
LONGEST_SUBJECT: Final = 500


@transaction.atomic
def queue_message(*, business_id: int, draft: Draft, actor: Actor, now: datetime) -> Message:
    """One message of its own, audited; without a transport it is captured when it is due (S43). One that is there
    already stays as it is.
    """
    if queue_messages(business_id=business_id, drafts=[draft], caused_by=actor.name, now=now):
        message = Message.objects.get(key=draft.key)
        target = Target("message", message.pk, draft.customer_id)
        record(actor=actor, now=now, business_id=business_id, action="message.queued", target=target)
        return message
    return Message.objects.get(key=draft.key)


@transaction.atomic(savepoint=False)  # what fails in here fails with the action
def queue_messages(*, business_id: int, drafts: Sequence[Draft], caused_by: str, now: datetime) -> list[int]:
    """The messages of another action, which is audited; the ids of those that are new. What is due at once is sent by
    jobs enqueued with it, the rest is found by the minute tick when it is due (joint 10).
    """
    if not drafts:
        return []
    wanted = orjson.dumps([_wanted(draft, now) for draft in drafts]).decode()
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, [business_id, caused_by, now, wanted, business_id])
        rows = cursor.fetchall()
    at_once = [row[0] for row in rows if row[1] == MessageState.QUEUED.value and row[2] <= now]
    enqueue_many("messaging.deliver", business=business_id, arguments=[{"message": one} for one in at_once])
    return [row[0] for row in rows]


def drop_messages(rows: QuerySet[Message], why: str) -> int:
    """Those of the messages that still wait are not sent, and the log says why (S44); how many. `why` is English, and
    translated where it is shown.
    """
    return rows.filter(state=MessageState.QUEUED.value).update(state=MessageState.DROPPED.value, error=why)


def drop_messages_of_visit(*, business_id: int, visit: UUID, why: str) -> list[Dropped]:
    """What was still to be told about bookings made together, is not; what that was (S44)."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [why, business_id, visit])
        return [Dropped(Event(event), booking_id) for event, booking_id in cursor.fetchall()]


def _wanted(draft: Draft, now: datetime) -> dict[str, object]:
    due_at = draft.due_at or now
    is_captured = due_at <= now and transport.is_captured(draft.channel.value)
    return {
        "customer_id": draft.customer_id,
        "booking_id": draft.booking_id,
        "visit": str(draft.visit) if draft.visit else None,
        "event": draft.event.value,
        "channel": draft.channel.value,
        "to": draft.to,
        "language": draft.language,
        "subject": draft.text.subject[:LONGEST_SUBJECT],
        "body": draft.text.body,
        "html": draft.html,
        "attachments": [
            {"name": one.name, "media_type": one.media_type, "content": one.content} for one in draft.attachments
        ],
        "state": (MessageState.CAPTURED if is_captured else MessageState.QUEUED).value,
        "key": draft.key,
        "due_at": due_at.isoformat(),
        "expires_at": draft.expires_at.isoformat() if draft.expires_at else None,
    }
