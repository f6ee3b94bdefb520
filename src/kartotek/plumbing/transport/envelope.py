"""What does a transport need to know of a message, and how does it say that it failed?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Envelope:
    """One message to one address. `id` is the row's: the same at every attempt, so receivers can tell a repeat."""

    id: int
    channel: str
    to: str
    subject: str
    body: str
    sender_name: str = ""
    reply_to: str = ""
    html: str = ""


class TransportError(Exception):
    """The message did not go out. `is_permanent`: trying again would not help."""

    def __init__(self, message: str, *, is_permanent: bool = False) -> None:
        super().__init__(message)
        self.is_permanent = is_permanent
