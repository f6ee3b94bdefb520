"""Which letters can be printed, and what are they called on screen?"""

from kartotek.domain.messaging.decisions.default_texts import LETTERS
from kartotek.domain.messaging.values import Event
from kartotek.web.kit.message_words import EVENTS


def letter_choices() -> list[tuple[str, str]]:
    """(value of the event, its name), the ready ones first."""
    ready = [event for event in LETTERS if event is not Event.FREE]
    return [(event.value, str(EVENTS[event])) for event in (*ready, Event.FREE)]
