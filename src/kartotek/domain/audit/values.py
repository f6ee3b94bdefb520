"""Who acts, and what changed? Values that travel with every action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of somebody acted."""

    STAFF = "staff"
    CUSTOMER = "customer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts, from where, and for whom (S57).

    `id` is the membership's id for staff, the customer's id for a customer; `on_behalf_of` is the agent's name
    picked at a shared front desk (S23), or the member of staff who acts as the customer (S50); `address` is the network
    address the request came from; `area_ids` are the areas whose customers an inspector sees (S41), None for everybody
    who sees all.
    """

    kind: ActorKind
    id: int | None
    name: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    on_behalf_of: str = ""
    address: str = ""
    area_ids: frozenset[int] | None = None

    @property
    def is_staff_as_customer(self) -> bool:
        """Whether a member of staff opened the booking site as this customer (S50)."""
        return self.kind is ActorKind.CUSTOMER and bool(self.on_behalf_of)

    def may(self, permission: str) -> bool:
        """Whether this actor holds the permission (S55); the system holds all."""
        return self.kind is ActorKind.SYSTEM or permission in self.permissions


SYSTEM = Actor(kind=ActorKind.SYSTEM, id=None, name="Kartotek")
STRANGER = Actor(kind=ActorKind.CUSTOMER, id=None, name="")


@dataclass(frozen=True)
class Target:
    """What an entry is about: a kind ("customer", "booking", …), its id, and the card it belongs to, if any."""

    kind: str
    id: int
    customer_id: int | None = None


@dataclass(frozen=True)
class EntryItem:
    """One entry of the log as it is shown; `changes` maps a field's name to (before, after)."""

    id: int
    at: datetime
    action: str
    actor: str
    on_behalf_of: str
    address: str
    target_kind: str
    target_id: int
    changes: Mapping[str, tuple[object, object]]
    reason: str
