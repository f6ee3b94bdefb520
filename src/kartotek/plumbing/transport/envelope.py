"""What does a transport need to know of a message, and how does it say that it failed?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from kartotek.kernel.delivery import SENTENCES, FailureKind

_LONGEST_ANSWER = 300


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with an e-mail; `media_type` may carry parameters, as `text/calendar; method=REQUEST`."""

    name: str
    media_type: str
    content: str


@dataclass(frozen=True)
class Envelope:
    """One message to one address. `id` is the row's: the same at every attempt, so receivers can tell a repeat.
    `unsubscribe_url`: where such messages are turned off, also by one POST of a mail program (RFC 8058).
    """

    id: int
    channel: str
    to: str
    subject: str
    body: str
    sender_name: str = ""
    reply_to: str = ""
    html: str = ""
    unsubscribe_url: str = ""
    enclosures: tuple[Enclosure, ...] = ()


class TransportError(Exception):
    """The message did not go out. `answer`: what the other side said, in its own words; `code` its number, `status` the
    enhanced one of mail servers ("5.1.1"); `retry_after`: how long it asked us to wait.
    """

    def __init__(
        self,
        kind: FailureKind,
        channel: str,
        *,
        answer: str = "",
        code: int | None = None,
        status: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        self.kind = kind
        self.sentence = SENTENCES[channel][kind]
        self.answer = " ".join("".join(one if one.isprintable() else " " for one in answer).split())[:_LONGEST_ANSWER]
        self.code = code
        self.status = status
        self.retry_after = retry_after
        super().__init__("\n".join(part for part in (self.sentence, self.answer) if part))


HandOver = Callable[[], None]


def at_once() -> None:
    """Nobody wants to be asked before the message is handed over."""


class Line(Protocol):
    """A way out that stays open over several messages."""

    def send(self, envelope: Envelope, hand_over: HandOver) -> str:
        """Hand the message over, calling `hand_over` right before it may arrive; what the provider calls it, or "".

        Raises TransportError, and what `hand_over` raises: then nothing was handed over.
        """

    def close(self) -> None:
        """End it; it may be used again."""
