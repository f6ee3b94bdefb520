"""Which work of reminders happens in the background? Firing what is due, and writing down what closed by itself."""

from datetime import datetime

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.reminders import actions

# So many batches a minute: what is left after a long pause is taken the next minute.
MOST_BATCHES = 100


def fire_due(*, now: datetime) -> int:
    """Batch after batch, each a short transaction; how many reminders were taken. The minute tick calls it."""
    total = 0
    for _ in range(MOST_BATCHES):
        found = actions.fire_due(actor=SYSTEM, now=now)
        total += found
        if not found:
            break
    return total


def close_done(*, now: datetime) -> int:
    """Write down what closed by itself; how many firings. The minute tick calls it."""
    return actions.close_done(actor=SYSTEM, now=now)
