"""Messages that wait, for the tests of their way out."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text

MAIL = Draft(
    event=Event.FREE,
    channel=MessageChannel.EMAIL,
    to="sofie@example.com",
    language="en",
    text=Text("Tak", "Vi ses."),
    key="one",
)
SMS = replace(MAIL, channel=MessageChannel.SMS, to="+4522550114")


def put(business: Business, now: datetime, draft: Draft = MAIL, *keys: str) -> list[Message]:
    """Queue the draft once for each key, or as it is."""
    drafts = [replace(draft, key=key) for key in keys] or [draft]
    made = queue_messages(business_id=business.pk, drafts=drafts, caused_by="Mette", now=now)
    return list(Message.objects.filter(pk__in=made).order_by("id"))


def look(message: Message) -> Message:
    """The message as it is now."""
    message.refresh_from_db()
    return message
