"""What is asked of the outbox of a business?"""

from dataclasses import dataclass
from enum import StrEnum

from kartotek.domain.messaging.values.messages import MessageLine


class OutboxPart(StrEnum):
    """Which messages: those that did not get through, those that wait, or all."""

    TROUBLE = "trouble"
    WAITING = "waiting"
    ALL = "all"


@dataclass(frozen=True)
class OutboxFilter:
    """What is shown; without a channel all."""

    part: OutboxPart = OutboxPart.ALL
    channel: str = ""


@dataclass(frozen=True)
class OutboxLine:
    """A message and whom it is to, or about; None for somebody without a card."""

    line: MessageLine
    customer_id: int | None
    customer_name: str
