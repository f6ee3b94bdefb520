"""Whose is a message while it is on its way? One worker's, by conditional updates: nobody looks first (joint 2).

Claimed, it has not left yet, and comes back to the queue when its worker dies. Handed over, it may have arrived: then
it is nobody's to send again. `lease_ends_at` is the ticket: it grows with each claim, so it is right for one only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import MessageState
from kartotek.plumbing import presence

# Time enough to reach the mail server; who is slower loses the message to somebody else, unsent.
CLAIM_LASTS: Final = timedelta(minutes=1)
# Longer than any transport waits for its last answer.
HANDING_OVER_LASTS: Final = timedelta(minutes=5)
# A job that was put off is woken by the database's clock, which may be a little ahead of ours.
_SLACK: Final = timedelta(seconds=1)

_CLAIM: Final = """
UPDATE messaging_message AS message SET state = 'sending', attempts = attempts + 1, lease_ends_at = %(lease)s,
    claimed_by = %(worker)s, handed_over_at = NULL
WHERE id = {which}
RETURNING id, EXISTS (SELECT 1 FROM messaging_address AS address WHERE address.business_id = message.business_id
    AND address.channel = message.channel AND address.value = message."to" AND address.state = 'bounced')
"""
_ONE: Final = """(SELECT id FROM messaging_message
    WHERE state = 'queued' AND {these} AND channel NOT IN
        (SELECT channel FROM plumbing_transportpause WHERE until > %(now)s)
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)"""
_THIS: Final = _ONE.format(these="id = %(message)s AND due_at <= %(soon)s")
_CODE: Final = _ONE.format(these="due_at <= %(now)s AND event IN ('proof_code', 'sign_in_code')")
_NEXT: Final = f"coalesce({_CODE}, {_ONE.format(these='due_at <= %(now)s')})"


class ClaimLost(Exception):
    """Somebody else has the message, or it is not to be sent any more."""


@dataclass
class Claim:
    """A message in our hands. `ticket`: what proves it; `handed_over_at`: since when it may have arrived."""

    message: Message
    ticket: datetime
    is_suppressed: bool
    handed_over_at: datetime | None = None


def claim(message_id: int, *, now: datetime) -> Claim | None:
    """Take this message; None when it is gone, dropped, not due, or in other hands."""
    return _claimed(_THIS, message_id, now)


def claim_next(*, now: datetime) -> Claim | None:
    """Take the message that has been due for longest, codes before all others; None when nothing is due."""
    return _claimed(_NEXT, None, now)


def hand_over(claimed: Claim, *, now: datetime) -> None:
    """Write down that from here on the message may have arrived. Raises ClaimLost, and then it must not be sent."""
    mine = Message.objects.filter(pk=claimed.message.pk, state=MessageState.SENDING.value)
    lease = max(now, claimed.ticket) + HANDING_OVER_LASTS
    if not mine.filter(lease_ends_at=claimed.ticket).update(handed_over_at=now, lease_ends_at=lease):
        raise ClaimLost
    claimed.ticket, claimed.handed_over_at = lease, now


def settle(claimed: Claim, state: MessageState, **values: datetime | str | int) -> bool:
    """Write down what became of it; False when somebody else has had it meanwhile.

    What was taken for lost and has come to its end all the same is settled by the one who knows.
    """
    mine = Message.objects.filter(pk=claimed.message.pk)
    if claimed.handed_over_at is None:
        mine = mine.filter(state=MessageState.SENDING.value, lease_ends_at=claimed.ticket)
    else:
        known = [MessageState.SENDING.value, MessageState.UNKNOWN.value]
        mine = mine.filter(state__in=known, handed_over_at=claimed.handed_over_at)
    return bool(mine.update(state=state.value, lease_ends_at=None, claimed_by=None, **values))


def _claimed(which: str, message_id: int | None, now: datetime) -> Claim | None:
    values = {
        "message": message_id,
        "now": now,
        "soon": now + _SLACK,
        "lease": now + CLAIM_LASTS,
        "worker": presence.number(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(which=which), values)
        row = cursor.fetchone()
    if row is None:
        return None
    message = Message.objects.select_related("business").get(pk=row[0])
    return Claim(message, now + CLAIM_LASTS, is_suppressed=row[1])
