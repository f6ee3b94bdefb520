"""What staff send a customer by hand: words of their own, or her appointment card (S47). All roles may write.

Both are sent at once and whatever the customer wished: somebody decided it this very moment. Blocked and locked
customers are written to as well (S48).
"""

from datetime import datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries.composing import Written, appointment_card_for, written_for
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.actions import queue_message
from kartotek.domain.messaging.queries import message_line
from kartotek.domain.messaging.values import Draft, Event, FreeMessage, MessageChannel, MessageLine


def send_free_message(*, business: BusinessLike, actor: Actor, now: datetime, message: FreeMessage) -> MessageLine:
    """The message as it was queued. Raises NotFound; Invalid for faults, each with its place, or without an address."""
    card = get_customer(message.customer_id, viewer=actor)
    written = written_for(card, message.text, business=business, channel=message.channel, now=now)
    draft = _draft(written, Event.FREE, message.channel, card.id, message.key)
    return message_line(queue_message(business_id=business.id, draft=draft, actor=actor, now=now))


def send_appointment_card(
    *, business: BusinessLike, actor: Actor, now: datetime, customer_id: int, key: str
) -> MessageLine:
    """The message as it was queued. Raises NotFound, NoMobile, NoFutureBooking."""
    card = get_customer(customer_id, viewer=actor)
    written = appointment_card_for(card, business=business, now=now)
    draft = _draft(written, Event.APPOINTMENT_CARD, MessageChannel.SMS, card.id, key)
    return message_line(queue_message(business_id=business.id, draft=draft, actor=actor, now=now))


def _draft(written: Written, event: Event, channel: MessageChannel, customer_id: int, key: str) -> Draft:
    return Draft(
        event=event,
        channel=channel,
        to=written.to,
        language=written.language,
        text=written.said.text,
        key=f"{event.value}:{channel.value}:{customer_id}:{key}",
        customer_id=customer_id,
        html=written.said.html,
    )
