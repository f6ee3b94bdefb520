"""Does a booking lie within the hours of its employee? Asked before hours are changed; buffers do not count here."""

from datetime import datetime

from kartotek.domain.booking.decisions.bits import span
from kartotek.domain.booking.decisions.calendar import to_minute, to_minute_up
from kartotek.domain.booking.decisions.checking import around
from kartotek.domain.booking.decisions.starts import open_bits
from kartotek.domain.booking.values.hours import HoursRows


def lies_within(hours: HoursRows, employee_id: int, timezone: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the employee works in every minute of `[starts_at, ends_at)`."""
    asked = around(starts_at, timezone)
    wanted = span(to_minute(starts_at) - asked.origin, to_minute_up(ends_at) - asked.origin)
    return not wanted & ~open_bits(hours, employee_id, asked)
