"""Whose calendar may somebody change? Practitioners their own, the others all (S55)."""

from collections.abc import Collection

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import find_employee_of
from kartotek.kernel.errors import NotPermitted


def check_calendars(actor: Actor, employee_ids: Collection[int]) -> None:
    """Raise NotPermitted where a person with a calendar of her own, and no right to override, touches another's."""
    if actor.kind is not ActorKind.STAFF or actor.id is None or actor.may(Permission.BOOKING_OVERRIDE):
        return
    own = find_employee_of(actor.id)
    if own is not None and not set(employee_ids) <= {own.id}:
        raise NotPermitted
