"""What was written to this customer, and what will be? The lines of the tab *Communication* (S43)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.messaging.decisions import why_sent
from kartotek.domain.messaging.values import MessageChannel, MessageLine, MessageState
from kartotek.web.kit import dates, durations, message_words
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.looks import Look


@dataclass(frozen=True)
class MessageRow:
    """One message as the card shows it; `why` stands beside what still waits."""

    line: MessageLine
    at: datetime
    what: str
    is_sms: bool
    channel: str
    icon: str
    badge: Look
    error: str
    url: str
    booking: BookingItem | None
    booking_url: str
    why: str


def row_of(line: MessageLine, desk: DeskContext, customer_id: int, bookings: Mapping[int, BookingItem]) -> MessageRow:
    """A message in words; `bookings` are those the messages are linked to."""
    channel = MessageChannel(line.channel)
    booking = bookings.get(line.booking_id or 0)
    return MessageRow(
        line=line,
        at=_moment_of(line),
        what=message_words.event_words(line.event),
        is_sms=channel is MessageChannel.SMS,
        channel=str(message_words.CHANNELS[channel]),
        icon=message_words.CHANNEL_ICONS[channel],
        badge=message_words.STATES[MessageState(line.state)],
        error=message_words.error_words(line.error),
        url=desk.url("customer_card:message", customer_id, line.id),
        booking=booking,
        booking_url=desk.url("bookings:booking", booking.id) if booking else "",
        why=_why(line, booking),
    )


def booking_words(booking: BookingItem) -> str:
    """“Haircut, Mon 16 Nov 2026 at 10:00”."""
    return f"{booking.service_name}, {dates.moment(booking.starts_at)}"


def _moment_of(line: MessageLine) -> datetime:
    """When it went out; of what waits, when it is due; else when it was written."""
    if line.sent_at is not None:
        return line.sent_at
    return line.due_at if line.state == MessageState.QUEUED else line.created_at


def _why(line: MessageLine, booking: BookingItem | None) -> str:
    why = why_sent(line.event, due_at=line.due_at, starts_at=booking.starts_at if booking else None)
    return gettext(why.message) % {
        "booking": booking_words(booking) if booking else "",
        "length": durations.in_words(why.minutes),
        "name": line.caused_by or gettext("the system"),
    }
