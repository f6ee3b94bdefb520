"""What was written to a customer, and what will be?"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from kartotek.domain.messaging.decisions import is_secret, visible_body
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import Event, LogFilter, MessageLine, MessageState
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import Page, checked_limit, decode_moment, encode_cursor

COMING: Final = timedelta(days=60)
_EVERYTHING: Final = LogFilter()


def list_messages_of(
    *, customer_id: int, wanted: LogFilter = _EVERYTHING, limit: int | None = None, cursor: str = ""
) -> Page[MessageLine]:
    """The log of one card, newest first; the caller has looked up the card for its viewer."""
    size = checked_limit(limit)
    found = Message.objects.filter(_narrowed(wanted), customer_id=customer_id)
    if cursor:
        moment, last = decode_moment(cursor)
        found = found.filter(Q(created_at__lt=moment) | Q(pk__lt=last), created_at__lte=moment)
    if wanted.parted_at is not None:
        found = found.exclude(
            state=MessageState.QUEUED.value, due_at__gt=wanted.parted_at, due_at__lte=wanted.parted_at + COMING
        )
    rows = list(found.order_by("-created_at", "-id")[: size + 1])
    lines = [message_line(row) for row in rows[:size]]
    more = len(rows) > size
    return Page(lines, encode_cursor(lines[-1].created_at.isoformat(), lines[-1].id) if more else None)


def list_coming_messages(
    *, customer_id: int, now: datetime, wanted: LogFilter = _EVERYTHING, limit: int | None = None, cursor: str = ""
) -> Page[MessageLine]:
    """What one customer will be sent within sixty days, soonest first; the caller has looked up the card."""
    size = checked_limit(limit)
    found = Message.objects.filter(
        _narrowed(wanted), customer_id=customer_id, state=MessageState.QUEUED.value, due_at__lte=now + COMING
    )
    if wanted.parted_at is not None:
        found = found.filter(due_at__gt=wanted.parted_at)
    if cursor:
        moment, last = decode_moment(cursor)
        found = found.filter(Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=last))
    rows = list(found.order_by("due_at", "id")[: size + 1])
    lines = [message_line(row) for row in rows[:size]]
    more = len(rows) > size
    return Page(lines, encode_cursor(lines[-1].due_at.isoformat(), lines[-1].id) if more else None)


def get_message_of(*, customer_id: int, message_id: int) -> MessageLine:
    """One message of one card; NotFound. The caller has looked up the card for its viewer."""
    row = Message.objects.filter(pk=message_id, customer_id=customer_id).first()
    if row is None:
        raise NotFound
    return message_line(row)


def last_appointment_card(customer_id: int) -> MessageLine | None:
    """The last one that was sent to a customer, or tried to be (S47)."""
    cards = Message.objects.filter(customer_id=customer_id, event=Event.APPOINTMENT_CARD.value)
    row = cards.order_by("-id").first()
    return None if row is None else message_line(row)


def message_line(row: Message) -> MessageLine:
    """A message as the log shows it."""
    return MessageLine(
        id=row.pk,
        event=row.event,
        channel=row.channel,
        to=row.to,
        language=row.language,
        subject=visible_body(row.event, row.state, row.subject),
        body=visible_body(row.event, row.state, row.body),
        html="" if is_secret(row.event, row.state) else row.html,
        state=row.state,
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        error=row.error,
        booking_id=row.booking_id,
        caused_by=row.caused_by,
        attachments=tuple(row.attachments),
    )


def _narrowed(wanted: LogFilter) -> Q:
    condition = Q()
    if wanted.channel:
        condition &= Q(channel=wanted.channel)
    if wanted.booking_id is not None:
        condition &= Q(booking_id=wanted.booking_id)
    return condition
