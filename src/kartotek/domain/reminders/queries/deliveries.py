"""Who was told of a firing, by which channel, and what became of each message? (S40)"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import MessageState
from kartotek.domain.reminders.decisions.words import message_key
from kartotek.domain.reminders.models import Delivery
from kartotek.domain.reminders.values.firings import DeliveryItem

Told = tuple[Delivery, DeliveryItem | None]


def deliveries_of(firing_ids: Collection[int]) -> Mapping[int, list[Told]]:
    """By firing: each delivery with its member, and what became of the message; None for an item of an inbox."""
    rows = list(Delivery.objects.filter(firing_id__in=firing_ids).select_related("member", "firing").order_by("pk"))
    keys = [_key(row) for row in rows if row.channel != "system" and not row.error]
    messages = {message.key: message for message in Message.objects.filter(key__in=keys)} if keys else {}
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.firing_id].append((row, None if row.channel == "system" else _outcome(row, messages.get(_key(row)))))
    return found


def _outcome(row: Delivery, message: Message | None) -> DeliveryItem:
    if message is None:
        return DeliveryItem(row.channel, MessageState.FAILED.value, row.error)
    return DeliveryItem(row.channel, message.state, message.error)


def _key(row: Delivery) -> str:
    return message_key(row.firing.reminder_id, row.firing.on, row.member_id, row.channel)
