"""Was an appointment card sent to this customer, when and by whom? (S47)"""

from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.messaging.queries import last_appointment_card
from kartotek.domain.messaging.values import MessageState
from kartotek.web.kit import message_words
from kartotek.web.kit.looks import Look

_GONE_WELL = {MessageState.QUEUED, MessageState.SENDING, MessageState.SENT, MessageState.CAPTURED}


@dataclass(frozen=True)
class SentCard:
    """The last one; `is_sent`: nothing stood in its way so far, else `look` says what did."""

    at: datetime
    by: str
    is_sent: bool
    look: Look


def sent_card_of(customer_id: int) -> SentCard | None:
    """The last card of one customer, by one query."""
    line = last_appointment_card(customer_id)
    if line is None:
        return None
    state = MessageState(line.state)
    return SentCard(line.created_at, line.caused_by, state in _GONE_WELL, message_words.STATES[state])
