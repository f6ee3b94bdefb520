"""What is a message made of, and where is it on its way?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """What caused a message."""

    PROOF_CODE = "proof_code"


class MessageChannel(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    SMS = "sms"


class MessageState(StrEnum):
    """Where a message is (S43): those that the messages of today can reach."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CAPTURED = "captured"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Text:
    """The words of a message; a text message has no subject."""

    subject: str
    body: str


@dataclass(frozen=True)
class Draft:
    """A message about to be queued. `key` makes it one message however often it is asked for (S44)."""

    event: Event
    channel: MessageChannel
    to: str
    language: str
    text: Text
    key: str
    customer_id: int | None = None


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
    sent_at: datetime | None
    error: str
    booking_id: int | None
    caused_by: str
