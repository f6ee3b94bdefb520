"""Is it time to tell somebody of her day? At seven in the morning by the clocks of the business."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.kernel.periods import local_date, opening_instant

OVERVIEW_MINUTE: Final = 7 * 60


def is_overview_time(now: datetime, zone: ZoneInfo) -> bool:
    """Whether seven has struck today."""
    return now >= opening_instant(local_date(now, zone), OVERVIEW_MINUTE, zone)


def is_overview_due(now: datetime, zone: ZoneInfo, sent_on: date | None) -> bool:
    """Whether today's overview is still to be sent."""
    return sent_on != local_date(now, zone) and is_overview_time(now, zone)
