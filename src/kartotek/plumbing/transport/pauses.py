"""Is the way out of a channel closed for the moment, and for how long? One row a channel, for all workers.

A mail server that is down says nothing about a single message: one message finds out, all others wait.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.models import TransportPause
from kartotek.plumbing.transport.envelope import TransportError

_SECOND: Final = timedelta(seconds=1)
_GROWING: Final = tuple(_SECOND * seconds for seconds in (5, 20, 60, 300, 600, 900))
# A mistake in the settings is not mended within seconds.
_FIRST: Final = {FailureKind.MISCONFIGURED: 2}
_LONGEST_WAIT: Final = timedelta(days=1)

_PAUSE: Final = """
INSERT INTO plumbing_transportpause AS pause (channel, kind, reason, since, failures, until)
VALUES (%(channel)s, %(kind)s, %(reason)s, %(now)s, 1, %(until)s)
ON CONFLICT (channel) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, failures = pause.failures + 1,
    until = excluded.until
WHERE pause.until <= %(now)s
"""


def length_of(kind: FailureKind, failures: int, retry_after: timedelta | None) -> timedelta:
    """How long to wait after so many failures in a row: growing, and never shorter than we were asked to."""
    step = min(failures + _FIRST.get(kind, 0), len(_GROWING)) - 1
    return max(_GROWING[step], min(retry_after or timedelta(0), _LONGEST_WAIT))


def pause(error: TransportError, channel: str, *, now: datetime) -> datetime:
    """Close the channel; until when. What others found out at the same moment counts once."""
    earlier = TransportPause.objects.filter(channel=channel).first()
    until = now + length_of(error.kind, earlier.failures + 1 if earlier else 1, error.retry_after)
    values = {"channel": channel, "kind": error.kind.value, "reason": str(error), "now": now, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(_PAUSE, values)
    found = TransportPause.objects.filter(channel=channel).first()
    return found.until if found else until


def resume(channel: str) -> None:
    """A message got through: the channel is open."""
    TransportPause.objects.filter(channel=channel).delete()


def list_pauses() -> Sequence[TransportPause]:
    """The channels that are closed, or were when somebody last tried."""
    return list(TransportPause.objects.order_by("channel"))
