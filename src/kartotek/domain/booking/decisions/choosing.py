"""Who gets a booking with anyone, and which starts are offered instead of a lost one? Fair and repeatable."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kartotek.domain.booking.decisions.calendar import local_day, to_minute
from kartotek.domain.booking.decisions.checking import around
from kartotek.domain.booking.values.availability import Availability, Slot, Taken

_ALTERNATIVES = 6


def choose_employee(
    free: Iterable[int], taken: Mapping[int, Sequence[Taken]], starts_at: datetime, timezone: str
) -> int:
    """Of those who are free: the fewest minutes booked that local day, then idle for longest, then the oldest id."""
    day = local_day(timezone, around(starts_at, timezone).from_on)
    start = to_minute(starts_at)

    def key(employee_id: int) -> tuple[int, int, int]:
        held = taken.get(employee_id, ())
        booked = sum(max(0, min(one.ends, day.last) - max(one.starts, day.first)) for one in held)
        idle_since = max((one.ends for one in held if one.ends <= start), default=0)
        return booked, idle_since, employee_id

    return min(free, key=key)


def nearest(availability: Availability, wanted: datetime, *, count: int = _ALTERNATIVES) -> tuple[Slot, ...]:
    """The free starts nearest to a lost one, in order of time; of two as near the earlier is preferred."""
    slots = [slot for day in availability.days for slot in day.slots]
    slots.sort(key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at))
    return tuple(sorted(slots[:count], key=lambda slot: slot.starts_at))
