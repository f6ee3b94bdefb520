"""Does anything fire that should? The last run, and what is overdue (the watchdog)."""

from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.reminders.decisions.firing import LATE_AFTER
from kartotek.domain.reminders.models import Reminder
from kartotek.plumbing.readiness import last_beat

RUNS = "reminders"
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Watch:
    """`overdue` counts to MOST_COUNTED and no further."""

    ran_at: datetime | None
    overdue: int

    @property
    def is_trouble(self) -> bool:
        """Whether something has not fired that should have."""
        return self.overdue > 0


def watch(*, now: datetime) -> Watch:
    """When the minute job ran last, and how many reminders of the business it should have taken. Two queries."""
    late = Reminder.objects.filter(due_at__lte=now - LATE_AFTER)
    return Watch(last_beat(RUNS), late[:MOST_COUNTED].count())
