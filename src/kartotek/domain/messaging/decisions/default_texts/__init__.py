"""Which words has a message that the business did not change?"""

from collections.abc import Mapping
from typing import Final

from kartotek.domain.messaging.decisions.default_texts import da, de, en, fr, sv
from kartotek.domain.messaging.decisions.default_texts.shape import Texts
from kartotek.domain.messaging.values import Event, MessageChannel, Text

_BY_LANGUAGE: Final[Mapping[str, Texts]] = {
    "da": da.TEXTS,
    "sv": sv.TEXTS,
    "de": de.TEXTS,
    "fr": fr.TEXTS,
    "en": en.TEXTS,
}
LETTERS: Final = tuple(event for event, texts in en.TEXTS.items() if texts.letter)


def has_template(event: Event, channel: MessageChannel) -> bool:
    """Whether the event can be told by this channel: all by e-mail and text message, three by letter."""
    return channel is not MessageChannel.LETTER or event in LETTERS


def default_template(event: Event, channel: MessageChannel, language: str) -> Text:
    """The built-in words, English where we have none; empty where an event has no letter."""
    texts = _BY_LANGUAGE.get(language, en.TEXTS)[event]
    if channel is MessageChannel.SMS:
        return Text("", texts.sms)
    return Text(texts.subject, texts.email if channel is MessageChannel.EMAIL else texts.letter)
