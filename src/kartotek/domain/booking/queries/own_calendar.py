"""Whose calendar may somebody change? Practitioners their own, the others all (S55)."""

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import find_employee_of


def find_own_calendar(actor: Actor) -> int | None:
    """The one employee whose calendar this person may change; None where it may be anybody's."""
    if actor.kind is not ActorKind.STAFF or actor.id is None or actor.may(Permission.BOOKING_OVERRIDE):
        return None
    own = find_employee_of(actor.id)
    return None if own is None else own.id
