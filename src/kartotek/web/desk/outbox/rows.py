"""How does a message stand in the outbox?"""

from dataclasses import dataclass

from kartotek.domain.messaging.decisions import may_be_resent, may_be_retried
from kartotek.domain.messaging.values import MessageChannel, MessageState, OutboxLine
from kartotek.web.kit import message_words
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.looks import Look


@dataclass(frozen=True)
class Row:
    """One message; addresses are "" for what cannot be done with it."""

    of: OutboxLine
    what: str
    channel: str
    icon: str
    badge: Look
    error: str
    url: str
    card_url: str
    retry_url: str
    again_url: str


def row_of(one: OutboxLine, desk: DeskContext) -> Row:
    """A message in words. What failed is tried again at once; before what may have arrived is sent twice, one asks."""
    line, channel = one.line, MessageChannel(one.line.channel)
    has_failed = line.state == MessageState.FAILED
    return Row(
        of=one,
        what=message_words.event_words(line.event),
        channel=str(message_words.CHANNELS[channel]),
        icon=message_words.CHANNEL_ICONS[channel],
        badge=message_words.STATES[MessageState(line.state)],
        error=message_words.error_words(line.error),
        url=desk.url("outbox:message", line.id),
        card_url=desk.url("customer_card:messages", one.customer_id) if one.customer_id else "",
        retry_url=desk.url("outbox:retry", line.id) if has_failed and may_be_retried(line.event, line.state) else "",
        again_url=desk.url("customer_card:send_again", one.customer_id, line.id)
        if one.customer_id
        and not has_failed
        and may_be_retried(line.event, line.state)
        and may_be_resent(line.event, line.state)
        else "",
    )
