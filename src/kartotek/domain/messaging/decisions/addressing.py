"""To which address of a card does a message go?"""

from kartotek.domain.messaging.values import MessageChannel
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.words import gettext_noop


def address_on(channel: MessageChannel, *, email: str, phone: str) -> str:
    """The card's address for a channel. Invalid, naming the field of the card, where there is none."""
    if channel is MessageChannel.SMS:
        return phone or _missing("phone", gettext_noop("There is no phone number on the card."))
    return email or _missing("email", gettext_noop("There is no e-mail address on the card."))


def _missing(field: str, message: str) -> str:
    raise Invalid(message, problems=(Problem(field, "no_address", message),))
