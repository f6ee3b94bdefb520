"""To whom does a test go, and as what? To the person who writes the words, and to nobody's card."""

from uuid import uuid4

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.queries import get_staff_member
from kartotek.domain.messaging.decisions import Composed
from kartotek.domain.messaging.values import Draft, Event, MessageChannel


def own_address(actor: Actor, channel: MessageChannel) -> str:
    """Where the person herself is reached; "" is nowhere."""
    member = get_staff_member(actor.id or 0)
    return member.phone if channel is MessageChannel.SMS else member.email


def draft(to: str, channel: MessageChannel, language: str, said: Composed) -> Draft:
    """The message; each test is one of its own."""
    return Draft(Event.FREE, channel, to, language, said.text, f"test:{uuid4()}", html=said.html)
