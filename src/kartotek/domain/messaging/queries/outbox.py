"""What went out of the business, what waits, and what did not get through?"""

from typing import Final

from django.db.models import QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries.log import message_line
from kartotek.domain.messaging.values import MessageState, OutboxFilter, OutboxLine, OutboxPart
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

# Each is an index of its own, so that the first page never looks at the messages of years.
_STATES: Final = {
    OutboxPart.TROUBLE: (MessageState.FAILED, MessageState.UNKNOWN, MessageState.BOUNCED),
    OutboxPart.WAITING: (MessageState.QUEUED, MessageState.SENDING),
    OutboxPart.ALL: (),
}


def list_outbox(*, viewer: Actor, wanted: OutboxFilter, limit: int | None = None, cursor: str = "") -> Page[OutboxLine]:
    """The messages of the business, the latest written first; inspectors see those to customers of their areas."""
    size = checked_limit(limit)
    rows = outbox_visible_to(viewer)
    if states := _STATES[wanted.part]:
        rows = rows.filter(state__in=[state.value for state in states])
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if cursor:
        rows = rows.filter(pk__lt=decode_cursor(cursor, int)[0])
    found = [_line(row) for row in rows.order_by("-pk")[: size + 1]]
    return Page(found[:size], encode_cursor(found[size - 1].line.id) if len(found) > size else None)


def get_outbox_line(message_id: int, *, viewer: Actor) -> OutboxLine:
    """One message; of another business or out of the viewer's areas: NotFound."""
    row = outbox_visible_to(viewer).filter(pk=message_id).first()
    if row is None:
        raise NotFound
    return _line(row)


def outbox_visible_to(viewer: Actor) -> QuerySet[Message]:
    """The messages somebody may know of, with their customers."""
    rows = Message.objects.select_related("customer")
    return rows if viewer.area_ids is None else rows.filter(customer__area_id__in=viewer.area_ids)


def _line(row: Message) -> OutboxLine:
    card = row.customer
    name = f"{card.first_name} {card.last_name}".strip() if card else ""
    return OutboxLine(message_line(row), row.customer_id, name)
