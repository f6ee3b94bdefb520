"""What becomes of a message that did not go out?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kartotek.domain.messaging.values import MessageState
from kartotek.kernel.delivery import OF_THE_LINE, FailureKind
from kartotek.kernel.words import gettext_noop

_SECOND: Final = timedelta(seconds=1)
_HOUR: Final = timedelta(hours=1)
PAUSES: Final = (5 * _SECOND, 30 * _SECOND, 120 * _SECOND, 600 * _SECOND, 1800 * _SECOND, _HOUR, 2 * _HOUR, 4 * _HOUR)
# A message for which the way out was closed so long is given up: staff decide what it is still good for.
PATIENCE: Final = timedelta(days=1)
# Whoever claims a message this often without handing it over dies of it.
MOST_CLAIMS: Final = 25

TOO_LATE: Final = gettext_noop("It could not be sent in time, and would help nobody any more.")
BROKE_OFF: Final = gettext_noop("The sending broke off at its last step: the message may have arrived.")
NEVER_BEGUN: Final = gettext_noop("The sending broke off again and again.")


@dataclass(frozen=True)
class Attempt:
    """What is known of a message when an attempt has failed. `closed_until`: when the way out is tried next."""

    kind: FailureKind
    attempts: int
    trying_since: datetime
    expires_at: datetime | None = None
    closed_until: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """The state it gets, and when it is due again if it waits. `counts`: whether the attempt was one of the message."""

    state: MessageState
    due_at: datetime | None = None
    counts: bool = True


_FINAL: Final = {
    FailureKind.REFUSED_ADDRESS: MessageState.BOUNCED,
    FailureKind.PERMANENT: MessageState.FAILED,
    FailureKind.LOST: MessageState.UNKNOWN,
}


def after_failure(attempt: Attempt, *, now: datetime) -> Outcome:
    """Waits for another attempt, or has come to its end."""
    if attempt.kind in _FINAL:
        return Outcome(_FINAL[attempt.kind])
    is_line = attempt.kind in OF_THE_LINE
    due_at = attempt.closed_until if is_line else _next(attempt.attempts, now)
    is_over = due_at is None or attempt.trying_since + PATIENCE <= now
    if due_at is None or is_over or (attempt.expires_at is not None and attempt.expires_at <= due_at):
        return Outcome(MessageState.FAILED)
    return Outcome(MessageState.QUEUED, due_at, counts=not is_line)


def _next(attempts: int, now: datetime) -> datetime | None:
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
