"""What is a message made of, and where is it on its way?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class NewStaffNotice:
    """A line for the inbox of the staff. `key` makes it one line however often it is told; `data` is fit for JSON."""

    kind: str
    key: str
    customer_id: int | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffNoticeItem:
    """A line of the inbox; the words are made from `kind` and `data` when it is shown."""

    id: int
    kind: str
    customer_id: int | None
    customer_name: str
    data: Mapping[str, str]
    at: datetime
    done_at: datetime | None
    done_by: str
