"""How do messages leave? Claimed one by one, sent outside every transaction, and what became of each is written down.

Whoever is woken for one message goes on with all that is due: one connection serves many.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import ceil
from typing import Final

from django_scopes import scopes_disabled

from kartotek.domain.messaging.decisions.retrying import TOO_LATE, Attempt, after_failure
from kartotek.domain.messaging.jobs import claiming
from kartotek.domain.messaging.jobs.bounces import take_refusal
from kartotek.domain.messaging.jobs.claiming import Claim, ClaimLost
from kartotek.domain.messaging.jobs.telling import tell_of_trouble
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries.opt_out import opt_out_link
from kartotek.domain.messaging.values import BY_WISH, Event, MessageChannel, MessageState
from kartotek.kernel import clock
from kartotek.kernel.delivery import OF_THE_LINE, FailureKind
from kartotek.plumbing.jobs import business_job, enqueue_in, enqueue_once, installation_job
from kartotek.plumbing.transport import Enclosure, Envelope, Lines, TransportError, is_captured, pauses

# Then others have their turn, the minute tick first of all.
LONGEST_RUN_SECONDS: Final = 10.0
# Longer pauses are found by the minute tick.
_SHORT_SECONDS: Final = 60
# A worker that is killed leaves what it was handing over unknown: one message, unless the other side is slow.
_TURN_SECONDS: Final = 0.25
_turn = threading.Semaphore(1)


@business_job("messaging.deliver")
def deliver(*, business: int, message: int) -> None:  # noqa: ARG001 - the wrapper enters the business's scope
    """Send this message, if it still waits, and then whatever else is due."""
    with scopes_disabled():
        _work(claiming.claim(message, now=clock.now()))


@installation_job("messaging.drain")
def drain() -> None:
    """Send whatever is due."""
    _work(None)


def wake(slot: str, *, seconds: int = 0) -> None:
    """Let a worker send whatever is due; one that waits for this slot already is enough."""
    enqueue_once("messaging.drain", lock=f"messaging.drain {slot}", seconds=seconds)


def _work(first: Claim | None) -> None:
    ends_at = time.monotonic() + LONGEST_RUN_SECONDS
    with Lines() as lines:
        run = _Run(lines)
        claimed = first or claiming.claim_next(now=clock.now())
        while claimed is not None:
            run.see_to(claimed)
            if time.monotonic() > ends_at:
                wake("again")
                return
            claimed = claiming.claim_next(now=clock.now())


class _Run:
    """One worker's turn at the outbox, with the connections it keeps."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._closed = {one.channel for one in pauses.list_pauses()}

    def see_to(self, claimed: Claim) -> None:
        """Send it, or write down why it is not to be sent."""
        message = claimed.message
        if message.expires_at is not None and message.expires_at <= clock.now():
            claiming.settle(claimed, MessageState.DROPPED, error=TOO_LATE)
        elif claimed.is_suppressed:
            claiming.settle(claimed, MessageState.SUPPRESSED)
        elif is_captured(message.channel):
            claiming.settle(claimed, MessageState.CAPTURED)
        else:
            self._send(claimed)

    def _send(self, claimed: Claim) -> None:
        channel = claimed.message.channel
        try:
            with _taking_turns(claimed) as hand_over:
                remote_id = self._lines.send(_envelope(claimed.message), hand_over)
                claiming.settle(claimed, MessageState.SENT, sent_at=clock.now(), error="", remote_id=remote_id)
        except ClaimLost:
            return
        except TransportError as error:
            _settle_failure(claimed, error, now=clock.now())
            return
        if channel in self._closed:
            pauses.resume(channel)
            self._closed.discard(channel)


@contextmanager
def _taking_turns(claimed: Claim) -> Iterator[Callable[[], None]]:
    """What is to be called right before a message may arrive: it waits for our turn, but not for long."""
    has_turn = False

    def hand_over() -> None:
        nonlocal has_turn
        has_turn = _turn.acquire(timeout=_TURN_SECONDS)
        claiming.hand_over(claimed, now=clock.now())

    try:
        yield hand_over
    finally:
        if has_turn:
            _turn.release()


def _settle_failure(claimed: Claim, error: TransportError, *, now: datetime) -> None:
    message = claimed.message
    is_line = error.kind in OF_THE_LINE
    attempt = Attempt(
        kind=error.kind,
        attempts=message.attempts,
        trying_since=message.trying_since or now,
        expires_at=message.expires_at,
        closed_until=pauses.pause(error, message.channel, now=now) if is_line else None,
    )
    outcome = after_failure(attempt, now=now)
    values: dict[str, datetime | str | int] = {
        "error": str(error),
        "trying_since": attempt.trying_since,
        "due_at": outcome.due_at or message.due_at,
        "attempts": message.attempts if outcome.counts else message.attempts - 1,
    }
    if not claiming.settle(claimed, outcome.state, **values):
        return
    if error.kind is FailureKind.REFUSED_ADDRESS and message.channel == MessageChannel.EMAIL:
        take_refusal(message, error, now=now)
    elif outcome.due_at is None:
        tell_of_trouble([message.business_id], now=now)
    else:
        _wake_after(message, (outcome.due_at - now).total_seconds(), is_line=is_line)


def _wake_after(message: Message, seconds: float, *, is_line: bool) -> None:
    """Have somebody try again; after a longer pause the minute tick does."""
    if seconds > _SHORT_SECONDS:
        return
    if is_line:
        wake(f"after the pause of {message.channel}", seconds=ceil(seconds))
    else:
        enqueue_in("messaging.deliver", business=message.business_id, seconds=ceil(seconds), message=message.pk)


def _envelope(message: Message) -> Envelope:
    return Envelope(
        id=message.pk,
        channel=message.channel,
        to=message.to,
        subject=message.subject,
        body=message.body,
        sender_name=message.business.name,
        reply_to=message.business.email,
        html=message.html,
        unsubscribe_url=_unsubscribe_url(message),
        enclosures=tuple(Enclosure(**one) for one in message.attachments),
    )


def _unsubscribe_url(message: Message) -> str:
    """Only for what is sent by wish; what tells of somebody's own doing cannot be turned off."""
    if message.customer_id is None or Event(message.event) not in BY_WISH:
        return ""
    return opt_out_link(message.business, message.customer_id, MessageChannel(message.channel))
