"""When is a room or a piece of equipment in use by as many as there are?

Counted, not numbered: of three rooms that are never all in use at once each booking can be given one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kartotek.domain.booking.decisions.bits import span
from kartotek.domain.booking.decisions.calendar import to_minute
from kartotek.domain.booking.decisions.checking import around
from kartotek.domain.booking.decisions.starts import Range, parts
from kartotek.domain.booking.values.availability import Need, Rules, Taken

Uses = Mapping[int, Sequence[Taken]]


def full_bits(taken: Iterable[Taken], capacity: int, origin: int) -> int:
    """The minutes in which `capacity` of these uses, or more, meet."""
    at_least = [0] * capacity  # in which minutes one, two, three … are in use
    for one in taken:
        bits = span(one.starts - origin, one.ends - origin)
        for level in range(capacity - 1, 0, -1):
            at_least[level] |= at_least[level - 1] & bits
        at_least[0] |= bits
    return at_least[-1]


def short_bits(needs: Iterable[Need], uses: Uses, origin: int) -> int:
    """The minutes in which one of the resources is not to be had."""
    bits = 0
    for need in needs:
        bits |= full_bits(uses.get(need.resource_id, ()), need.capacity, origin)
    return bits


def use_of(starts_at: datetime, duration_minutes: int, rules: Rules) -> Taken:
    """What a booking holds of each resource: all of its time, buffers and gap included."""
    minute, stretches = to_minute(starts_at), parts(rules, duration_minutes)
    return Taken(minute + stretches[0][0], minute + stretches[-1][1])


def is_to_be_had(starts_at: datetime, duration_minutes: int, rules: Rules, needs: Sequence[Need], uses: Uses) -> bool:
    """Whether all that a booking needs is to be had throughout."""
    if not needs:
        return True
    asked: Range = around(starts_at, rules.timezone)
    mine = use_of(starts_at, duration_minutes, rules)
    wanted = span(mine.starts - asked.origin, mine.ends - asked.origin)
    return not wanted & short_bits(needs, uses, asked.origin)
