"""Which work of access happens in the background? Writing down that locks are over (S26)."""

from datetime import datetime

from kartotek.domain.access import actions
from kartotek.domain.audit.values import SYSTEM

# So many batches a minute: what is left after a long pause is written the next minute.
MOST_BATCHES = 10


def expire_locks(*, now: datetime) -> int:
    """Batch after batch, each a short transaction; how many locks there were. The minute tick calls it."""
    total = 0
    for _ in range(MOST_BATCHES):
        found = actions.expire_locks(actor=SYSTEM, now=now)
        total += found
        if not found:
            break
    return total
