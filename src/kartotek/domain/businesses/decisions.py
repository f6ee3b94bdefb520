"""What may a person do here, and which areas does she see? Pure answers to S41 and S55."""

from collections.abc import Collection, Mapping

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import ROLE_PERMISSIONS, Permission, Role
from kartotek.kernel.errors import NotPermitted


def effective_permissions(role: Role, granted: Collection[str], taken: Collection[str]) -> frozenset[str]:
    """The permissions of the role, with what was granted and without what was taken; taken wins (S55)."""
    return (ROLE_PERMISSIONS[role] | frozenset(granted)) - frozenset(taken)


def require(actor: Actor, permission: Permission) -> None:
    """Raise NotPermitted unless the actor holds the permission."""
    if not actor.may(permission):
        raise NotPermitted


def areas_with_parts(chosen: Collection[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """The chosen areas and all areas below them; `parents` maps every area to the one above it."""
    seen = set(chosen)
    fresh = set(chosen)
    while fresh:
        fresh = {area for area, parent in parents.items() if parent in fresh} - seen
        seen |= fresh
    return frozenset(seen)
