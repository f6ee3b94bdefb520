"""What is a message made of, and where is it on its way?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Event(StrEnum):
    """What caused a message (api.md)."""

    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_REQUESTED = "booking_requested"
    BOOKING_APPROVED = "booking_approved"
    BOOKING_DECLINED = "booking_declined"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_REMINDER = "booking_reminder"
    NO_SHOW = "no_show"
    WAITLIST_OFFER = "waitlist_offer"
    PROOF_CODE = "proof_code"
    SIGN_IN_CODE = "sign_in_code"
    LOCK_TOLD = "lock_told"
    APPOINTMENT_CARD = "appointment_card"
    RECALL = "recall"
    STAFF_REMINDER = "staff_reminder"
    FREE = "free"


class MessageChannel(StrEnum):
    """How a message travels; a letter is printed and handed to the post, it is never in the outbox."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"


class MessageState(StrEnum):
    """Where a message is (S43)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    CAPTURED = "captured"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Text:
    """The words of a message; a text message has no subject."""

    subject: str
    body: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an e-mail. `media_type` may carry parameters, as `text/calendar; method=REQUEST`."""

    name: str
    media_type: str
    content: str


@dataclass(frozen=True)
class Draft:
    """A message about to be queued. `key` makes it one message however often it is asked for (S44).

    `due_at` None: at once. `visit` joins the messages about bookings that were made together; `booking_id` is the one
    they are linked to in the log. From `expires_at` on it would help nobody: then it is dropped instead of sent.
    """

    event: Event
    channel: MessageChannel
    to: str
    language: str
    text: Text
    key: str
    customer_id: int | None = None
    booking_id: int | None = None
    visit: UUID | None = None
    html: str = ""
    due_at: datetime | None = None
    expires_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()


class Dropped(NamedTuple):
    """What was still to be told about a booking, and is not."""

    event: Event
    booking_id: int | None


@dataclass(frozen=True)
class MessageLine:
    """A message as the log of a card shows it; `body` without what staff must not see."""

    id: int
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
    booking_id: int | None
    caused_by: str
    attachments: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class LogFilter:
    """Which messages of a card are asked for: of one channel, about one booking. With `parted_at` the log leaves out
    what waits to be sent after that moment, and the list of coming ones holds only that: none stands in both.
    """

    channel: str = ""
    booking_id: int | None = None
    parted_at: datetime | None = None


@dataclass(frozen=True)
class FreeMessage:
    """What staff write to a customer, with codes in it. `key`: of the form or the request it came by; asked for again
    with the same key it is one message.
    """

    customer_id: int
    channel: MessageChannel
    text: Text
    key: str
