"""What is a template: the words of an event, by one channel, in one language?"""

from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from kartotek.domain.messaging.values.messages import Event, MessageChannel, Text


class TemplateKey(NamedTuple):
    """Which template it is; there is exactly one of each."""

    event: Event
    channel: MessageChannel
    language: str

    @property
    def public_id(self) -> str:
        """As the API names it: “booking_moved.sms.da”."""
        return f"{self.event.value}.{self.channel.value}.{self.language}"


@dataclass(frozen=True)
class TemplateItem:
    """A template as it is read; `is_default`: the business has not changed it. `version` changes with its words."""

    key: TemplateKey
    text: Text
    is_default: bool
    version: int


class TemplateChanges(TypedDict, total=False):
    """What may change."""

    subject: str
    body: str
