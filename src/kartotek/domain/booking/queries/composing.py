"""How does a message that staff send by hand read for this customer, and where would it go? For sending and preview."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kartotek.domain.booking.queries.card_facts import facts_for_card, language_of
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.decisions import (
    Composed,
    SmsSize,
    address_on,
    compose,
    sms_size,
    template_problems,
)
from kartotek.domain.messaging.decisions.templates import preview_problems
from kartotek.domain.messaging.errors import NoFutureBooking, NoMobile
from kartotek.domain.messaging.queries import texts_of
from kartotek.domain.messaging.values import Event, MessageChannel, TemplateKey, Text
from kartotek.kernel.contact import is_mobile
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.words import gettext_noop

_NOTHING_LEFT: Final = gettext_noop("Nothing is left of this text for this customer: all it holds are empty codes.")


@dataclass(frozen=True)
class Written:
    """A message as the customer would get it."""

    to: str
    language: str
    said: Composed

    @property
    def size(self) -> SmsSize:
        """What it takes as a text message."""
        return sms_size(self.said.text.body)


def written_for(
    card: CustomerCard, text: Text, *, business: BusinessLike, channel: MessageChannel, now: datetime
) -> Written:
    """Words of staff for one customer. Invalid for every fault, with its place; without an address; when empty.

    An e-mail without a subject gets the one of the template *free*.
    """
    language = language_of(card, business)
    if channel is MessageChannel.EMAIL and not text.subject.strip():
        key = TemplateKey(Event.FREE, channel, language)
        text = Text(texts_of([key])[key].subject, text.body)
    if problems := template_problems(text, channel):
        raise Invalid(problems=problems)
    to = address_on(channel, email=card.email, phone=card.phone)
    said = compose(text, channel, facts_for_card(card, business=business, channel=channel, now=now))
    if not said.text.body.strip():
        raise Invalid(_NOTHING_LEFT, problems=(Problem("body", "empty", _NOTHING_LEFT),))
    return Written(to, language, said)


def preview_for(
    card: CustomerCard, text: Text, *, business: BusinessLike, channel: MessageChannel, now: datetime
) -> Written:
    """The same while it is being typed: it may still be empty, and the address missing. Invalid for faults."""
    if problems := preview_problems(text):
        raise Invalid(problems=problems)
    facts = facts_for_card(card, business=business, channel=channel, now=now)
    to = card.phone if channel is MessageChannel.SMS else card.email
    return Written(to, facts.language, compose(text, channel, facts))


def appointment_card_for(card: CustomerCard, *, business: BusinessLike, now: datetime) -> Written:
    """Her coming bookings as a text message (S47). Raises NoMobile and NoFutureBooking."""
    if not is_mobile(card.phone):
        raise NoMobile
    facts = facts_for_card(card, business=business, channel=MessageChannel.SMS, now=now)
    if not facts.coming:
        raise NoFutureBooking
    key = TemplateKey(Event.APPOINTMENT_CARD, MessageChannel.SMS, facts.language)
    said = compose(texts_of([key])[key], MessageChannel.SMS, facts)
    if not said.text.body.strip():  # words of the business that leave out today's, when there is no other
        raise NoFutureBooking
    return Written(card.phone, facts.language, said)
