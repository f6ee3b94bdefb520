"""How does a message look to a program?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from ninja import Field, Schema

from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.messaging.decisions import why_sent
from kartotek.domain.messaging.values import MessageLine
from kartotek.kernel.written_dates import length_in_words, moment_in_digits


class AttachmentOut(Schema):
    """A file that went with an e-mail."""

    name: str
    media_type: str = Field(description="As the mail carries it, with its parameters")
    content: str


class MessageOut(Schema):
    """One message; a code is masked, and such a mail's `html` empty, unless no transport could carry it."""

    id: str
    event: str
    channel: str
    to: str
    language: str
    subject: str
    body: str
    html: str
    state: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    error: str
    booking: str | None
    caused_by: str
    attachments: list[AttachmentOut]


class ComingMessageOut(MessageOut):
    """One that waits; `why` is a sentence for people."""

    why: str


def message_shape(line: MessageLine) -> dict[str, object]:
    """A message as an answer."""
    return {
        "id": str(line.id),
        "event": line.event,
        "channel": line.channel,
        "to": line.to,
        "language": line.language,
        "subject": line.subject,
        "body": line.body,
        "html": line.html,
        "state": line.state,
        "created_at": line.created_at,
        "due_at": line.due_at,
        "sent_at": line.sent_at,
        "error": line.error,
        "booking": None if line.booking_id is None else str(line.booking_id),
        "caused_by": line.caused_by,
        "attachments": [dict(one) for one in line.attachments],
    }


def coming_shape(bookings: Mapping[int, BookingItem], zone: ZoneInfo) -> Callable[[MessageLine], dict[str, object]]:
    """The shape of what waits; `bookings` are those the messages are linked to, told in the zone of the business."""
    return lambda line: {**message_shape(line), "why": _why(line, bookings.get(line.booking_id or 0), zone)}


def _why(line: MessageLine, booking: BookingItem | None, zone: ZoneInfo) -> str:
    why = why_sent(line.event, due_at=line.due_at, starts_at=booking.starts_at if booking else None)
    return gettext(why.message) % {
        "booking": f"{booking.service_name}, {moment_in_digits(booking.starts_at, 'en', zone)}" if booking else "",
        "length": length_in_words(why.minutes, "en"),
        "name": line.caused_by or "Kartotek",
    }
