"""Which work of recall happens in the background? Inviting who is due."""

from datetime import datetime

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.recall import actions

# So many batches a minute: what is left in a busy morning is taken the next minute.
MOST_BATCHES = 50


def invite_due(*, now: datetime) -> int:
    """Batch after batch, each a short transaction; how many enrolments were looked at. The minute tick calls it."""
    total = 0
    for _ in range(MOST_BATCHES):
        found = actions.invite_due(actor=SYSTEM, now=now)
        total += found
        if not found:
            break
    return total
