"""Of what are messages about bookings written, and which ones are there to write?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.businesses.values import LANGUAGES, BusinessLike
from kartotek.domain.messaging.values import CustomerFacts, Event, MessageChannel, MessageRules, TemplateKey, Text
from kartotek.kernel.contact import is_mobile
from kartotek.kernel.words import gettext_noop

# Why a message that waited was not sent (S44). English; translated where it is shown.
WHY_MOVED: Final = gettext_noop("The booking was moved.")
WHY_CHANGED: Final = gettext_noop("The booking was changed.")
WHY_NOT_WANTED: Final = gettext_noop("It is not to be sent any more: the settings or the card changed.")
WHY_CLOSED: Final[Mapping[Status, str]] = {
    Status.CONFIRMED: gettext_noop("The booking was approved."),
    Status.REJECTED: gettext_noop("The booking was declined."),
    Status.CANCELLED: gettext_noop("The booking was cancelled."),
    Status.ARRIVED: gettext_noop("The customer has arrived."),
    Status.COMPLETED: gettext_noop("The booking is completed."),
    Status.NO_SHOW: gettext_noop("The customer did not come."),
}
# What can be told of a booking as it is made.
WHEN_MADE: Final = (Event.BOOKING_CONFIRMED, Event.BOOKING_REQUESTED, Event.BOOKING_REMINDER)
TOLD_WHEN: Final[Mapping[Status, Event]] = {
    Status.CONFIRMED: Event.BOOKING_APPROVED,
    Status.REJECTED: Event.BOOKING_DECLINED,
    Status.CANCELLED: Event.BOOKING_CANCELLED,
    Status.NO_SHOW: Event.NO_SHOW,
}


class Place(NamedTuple):
    """Where an employee receives her customers; the address in one line."""

    name: str = ""
    address: str = ""


NOWHERE: Final = Place()


@dataclass(frozen=True)
class Recipient:
    """Who is written to: a card, or somebody who waits for a place without having one."""

    customer: CustomerFacts
    customer_id: int | None = None
    language: str = ""
    wants_email: bool = True
    wants_sms: bool = True

    def address(self, channel: MessageChannel) -> str:
        """Where a message goes by this channel; "" where it cannot."""
        if channel is MessageChannel.EMAIL:
            return self.customer.email
        return self.customer.phone if is_mobile(self.customer.phone) else ""

    def wants(self, channel: MessageChannel) -> bool:
        """Whether she wishes to be reminded and invited by this channel."""
        return self.wants_sms if channel is MessageChannel.SMS else self.wants_email


@dataclass(frozen=True)
class Addressee:
    """Whom a message is for: a card, or somebody without one. `spoken`: the language of a request, for a card that
    names none; without it that in which she was told of these `bookings` before.
    """

    customer_id: int | None
    stranger: CustomerFacts = field(default_factory=CustomerFacts)
    spoken: str = ""
    bookings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Telling:
    """Everything that messages to one person are written from, read by one statement. `own_texts`: the words that the
    business changed; `places` by employee; `spoken`: the language of a request, for a card that names none.
    """

    business: BusinessLike
    recipient: Recipient
    rules: MessageRules
    own_texts: Mapping[TemplateKey, Text]
    places: Mapping[int, Place]
    notice_minutes: int
    now: datetime
    spoken: str = ""

    @property
    def language(self) -> str:
        """In which she is written to."""
        wished = self.recipient.language or self.spoken
        return wished if wished in LANGUAGES else self.business.default_language


@dataclass(frozen=True)
class Notice:
    """One message to write: what happened to which bookings, by which channel, and when. `hours`: of a reminder."""

    event: Event
    channel: MessageChannel
    bookings: tuple[BookingItem, ...]
    due_at: datetime
    expires_at: datetime | None = None
    hours: int = 0
