"""How does a message to a member of staff about a reminder read? In the words of the business, or the built-in ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries.cards import card_of
from kartotek.domain.messaging.decisions import compose, default_template
from kartotek.domain.messaging.queries import business_facts, customer_facts
from kartotek.domain.messaging.values import Draft, Event, Facts, MessageChannel, ReminderFacts, TemplateKey, Text
from kartotek.domain.reminders.decisions.words import text_for_email, text_for_sms
from kartotek.domain.reminders.values.firings import Person, Words


@dataclass(frozen=True)
class Notice:
    """A message to write: to whom, by what, about which customer and reminder; `key` makes it one (S38)."""

    business: Business
    customer: Customer
    person: Person
    channel: MessageChannel
    name: str
    words: Words
    key: str


def draft_of(notice: Notice, own: Mapping[TemplateKey, Text], *, now: datetime) -> Draft:
    """It belongs to no customer: what staff write to one another stands in nobody's log (S15)."""
    person, channel = notice.person, notice.channel
    language = person.language if person.language in LANGUAGES else "en"
    key = TemplateKey(Event.STAFF_REMINDER, channel, language)
    said = compose(own.get(key) or default_template(*key), channel, _facts(notice, language, now))
    return Draft(
        event=Event.STAFF_REMINDER,
        channel=channel,
        to=person.email if channel is MessageChannel.EMAIL else person.phone,
        language=language,
        text=said.text,
        html=said.html,
        key=notice.key,
    )


def _facts(notice: Notice, language: str, now: datetime) -> Facts:
    text_of = text_for_email if notice.channel is MessageChannel.EMAIL else text_for_sms
    return Facts(
        business=business_facts(notice.business),
        language=language,
        timezone=notice.business.timezone,
        now=now,
        customer=customer_facts(card_of(notice.customer)),
        reminder=ReminderFacts(notice.name, text_of(notice.words, language)),
    )
