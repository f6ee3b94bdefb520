"""How are the words of an event written down in one language?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kartotek.domain.messaging.values import Event


@dataclass(frozen=True)
class EventTexts:
    """What an event says; `letter` only where a letter makes sense, with the same subject as its heading."""

    subject: str
    email: str
    sms: str
    letter: str = ""


Texts: TypeAlias = Mapping[Event, EventTexts]


def framed(greeting: str, closing: str) -> Callable[[str], str]:
    """What puts a greeting before and a closing after a text."""
    return lambda text: f"{greeting}\n\n{text}\n\n{closing}"
