"""Which link turns off reminders and invitations by one channel, and whose is it? Signed, nothing stored."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.values import MessageChannel
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.addresses import absolute
from kartotek.plumbing.crypto import sign_id, unsign_id

_PURPOSES: Final[Mapping[MessageChannel, str]] = {
    MessageChannel.EMAIL: "opt-out email",
    MessageChannel.SMS: "opt-out sms",
}


class OptOut(NamedTuple):
    """Whose wish it is, and about which channel."""

    card: CustomerCard
    channel: MessageChannel

    @property
    def is_wanted(self) -> bool:
        """Whether she is still written to by this channel without having asked."""
        return self.card.wants_sms if self.channel is MessageChannel.SMS else self.card.wants_email


def opt_out_token(customer_id: int, channel: MessageChannel) -> str:
    """The token of the link for one customer and one channel; "" for letters, which nobody is sent by a machine."""
    purpose = _PURPOSES.get(channel)
    return sign_id(purpose, customer_id) if purpose else ""


def opt_out_link(business: BusinessLike, customer_id: int, channel: MessageChannel) -> str:
    """The whole address, as `[OPT_OUT_LINK]` and the header List-Unsubscribe carry it."""
    token = opt_out_token(customer_id, channel)
    return absolute(f"/{business.slug}/stop/{token}/") if token else ""


def get_opt_out(token: str) -> OptOut:
    """What a link is about; NotFound for one we never gave, or for a card of another business."""
    for channel, purpose in _PURPOSES.items():
        customer_id = unsign_id(purpose, token)
        if customer_id is not None:
            return OptOut(get_customer(customer_id, viewer=SYSTEM), channel)
    raise NotFound
