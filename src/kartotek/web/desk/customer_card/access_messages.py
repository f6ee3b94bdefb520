"""What was written to this customer, and did it go out? One line of the list of messages (S43)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartotek.domain.messaging.values import Event, MessageLine, MessageState


@dataclass(frozen=True)
class Badge:
    """A state in colour, icon and word."""

    kind: str
    icon: str
    text: Promise


@dataclass(frozen=True)
class MessageRow:
    """One message as the card shows it."""

    at: datetime
    what: Promise
    is_sms: bool
    to: str
    subject: str
    body: str
    language: str
    badge: Badge
    error: str


_EVENTS = {Event.PROOF_CODE: _("Code to sign in")}
_STATES = {
    MessageState.QUEUED: Badge("info", "clock", pgettext_lazy("message", "Queued")),
    MessageState.SENDING: Badge("info", "send", pgettext_lazy("message", "Sending")),
    MessageState.SENT: Badge("yes", "check", pgettext_lazy("message", "Sent")),
    MessageState.FAILED: Badge("no", "circle-x", pgettext_lazy("message", "Failed")),
    MessageState.CAPTURED: Badge("none", "inbox", pgettext_lazy("message", "Captured")),
    MessageState.UNKNOWN: Badge("limited", "help-circle", pgettext_lazy("message", "Unknown")),
}


def message_row(line: MessageLine) -> MessageRow:
    """A message in words."""
    return MessageRow(
        at=line.created_at,
        what=_EVENTS[Event(line.event)],
        is_sms=line.channel == "sms",
        to=line.to,
        subject=line.subject,
        body=line.body,
        language=line.language,
        badge=_STATES[MessageState(line.state)],
        error=line.error,
    )
