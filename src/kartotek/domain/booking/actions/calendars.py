"""May somebody change these calendars? (S55)"""

from collections.abc import Collection

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries.own_calendar import find_own_calendar
from kartotek.kernel.errors import NotPermitted


def check_calendars(actor: Actor, employee_ids: Collection[int]) -> None:
    """Raise NotPermitted where a person with a calendar of her own, and no right to override, touches another's."""
    own = find_own_calendar(actor)
    if own is not None and not set(employee_ids) <= {own}:
        raise NotPermitted
