"""Which messaging work happens in the background? Send what is queued, and settle what became of it (S43)."""

from datetime import datetime, timedelta

from django.db.models import F
from django_scopes import scopes_disabled

from kartotek.domain.messaging.decisions import is_worth_retrying
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import MessageState
from kartotek.kernel import clock
from kartotek.plumbing.jobs import business_job
from kartotek.plumbing.transport import Envelope, TransportError, send

# Longer than any transport waits: a message that is still "sending" then has lost its worker.
LEASE = timedelta(minutes=5)


@business_job("messaging.deliver")
def deliver(*, business: int, message: int) -> None:  # noqa: ARG001 - the wrapper enters the business's scope
    """Send one queued message; raising makes Procrastinate try again later."""
    claimed = _claim(message, clock.now())
    if claimed is None:
        return
    try:
        send(_envelope(claimed))
    except TransportError as error:
        is_tried_again = is_worth_retrying(claimed.attempts, is_permanent=error.is_permanent)
        _settle(claimed, MessageState.QUEUED if is_tried_again else MessageState.FAILED, error=str(error))
        if is_tried_again:
            raise
    else:
        _settle(claimed, MessageState.SENT, sent_at=clock.now())


def settle_lost(*, now: datetime) -> int:
    """Mark what died between sending and recording as unknown; how many there were. The minute tick calls it."""
    with scopes_disabled():  # of every business
        lost = Message.objects.filter(state=MessageState.SENDING.value, lease_ends_at__lte=now)
        return lost.update(state=MessageState.UNKNOWN.value, lease_ends_at=None)


def _claim(message_id: int, now: datetime) -> Message | None:
    """Take a queued message; None when it is gone, dropped, or in other hands (joint 2)."""
    claimed = Message.objects.filter(pk=message_id, state=MessageState.QUEUED.value).update(
        state=MessageState.SENDING.value, lease_ends_at=now + LEASE, attempts=F("attempts") + 1
    )
    return Message.objects.select_related("business").get(pk=message_id) if claimed else None


def _envelope(message: Message) -> Envelope:
    return Envelope(
        id=message.pk,
        channel=message.channel,
        to=message.to,
        subject=message.subject,
        body=message.body,
        html=message.html,
        sender_name=message.business.name,
        reply_to=message.business.email,
    )


def _settle(message: Message, state: MessageState, *, sent_at: datetime | None = None, error: str = "") -> None:
    Message.objects.filter(pk=message.pk).update(state=state.value, sent_at=sent_at, error=error, lease_ends_at=None)
