"""What was written to a customer?"""

from django.db.models import Q

from kartotek.domain.messaging.decisions import visible_body
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import MessageLine
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor


def list_messages_of(*, customer_id: int, limit: int | None = None, cursor: str = "") -> Page[MessageLine]:
    """The log of one card, newest first; the caller has looked up the card for its viewer."""
    size = checked_limit(limit)
    before = Q()
    if cursor:
        (last,) = decode_cursor(cursor, int)
        before = Q(pk__lt=last)
    rows = list(Message.objects.filter(before, customer_id=customer_id).order_by("-id")[: size + 1])
    lines = [message_line(row) for row in rows[:size]]
    return Page(lines, encode_cursor(lines[-1].id) if len(rows) > size else None)


def message_line(row: Message) -> MessageLine:
    """A message as the log shows it."""
    return MessageLine(
        id=row.pk,
        event=row.event,
        channel=row.channel,
        to=row.to,
        language=row.language,
        subject=row.subject,
        body=visible_body(row.event, row.state, row.body),
        html=row.html,
        state=row.state,
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        error=row.error,
        booking_id=row.booking_id,
        caused_by=row.caused_by,
        attachments=tuple(row.attachments),
    )
