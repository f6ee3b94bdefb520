"""What does a letter to a customer say? The words of the template or of staff, filled with what is known of her."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.booking.queries.card_facts import facts_for_card, language_of
from kartotek.domain.businesses.values import LANGUAGES, BusinessLike
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.decisions import compose, template_problems
from kartotek.domain.messaging.queries import business_facts, texts_of
from kartotek.domain.messaging.values import Event, MessageChannel, TemplateKey, Text
from kartotek.domain.messaging.values.letters import Letter
from kartotek.kernel.errors import Invalid
from kartotek.kernel.periods import local_date


def letter_for(card: CustomerCard, text: Text, *, business: BusinessLike, now: datetime, language: str = "") -> Letter:
    """The letter, with the codes of the text filled, in the `language` of the text, unless told that of the card."""
    facts = facts_for_card(card, business=business, channel=MessageChannel.LETTER, now=now)
    facts = replace(facts, language=language or facts.language)
    return Letter(
        to=tuple(_address(card, business)),
        language=facts.language,
        business=business_facts(business),
        on=local_date(now, ZoneInfo(business.timezone)),
        text=compose(text, MessageChannel.LETTER, facts).text,
    )


def written_letter(card: CustomerCard, text: Text, *, business: BusinessLike, now: datetime) -> Letter:
    """The same in words that staff have typed. Raises Invalid for every fault in them, with its place."""
    if problems := template_problems(text, MessageChannel.LETTER):
        raise Invalid(problems=problems)
    return letter_for(card, text, business=business, now=now)


def letter_words(event: Event, card: CustomerCard, *, business: BusinessLike) -> Text:
    """The words of a letter in the customer's language, with their codes."""
    return words_of(event)[language_of(card, business)]


def words_of(event: Event) -> Mapping[str, Text]:
    """The words of a letter by language. One query."""
    found = texts_of([TemplateKey(event, MessageChannel.LETTER, language) for language in LANGUAGES])
    return {key.language: text for key, text in found.items()}


def _address(card: CustomerCard, business: BusinessLike) -> list[str]:
    """Name, street, town; the country where it is another one."""
    country = card.country if card.country != business.country else ""
    lines = (card.name, card.address_line, f"{card.postcode or ''} {card.city or ''}".strip(), country)
    return [line for line in lines if line]
