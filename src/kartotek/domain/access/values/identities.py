"""Who proved what, and with which token do they come back? (S20)"""

from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.audit.values import Actor, ActorKind


@dataclass(frozen=True)
class Address:
    """Where a code goes: an e-mail address or a phone number (E.164), both in their normal spelling."""

    channel: str
    value: str


@dataclass(frozen=True)
class StartedProof:
    """A proof on its way: what the person sends back with the code."""

    public_id: str
    expires_at: datetime


@dataclass(frozen=True)
class CustomerToken:
    """What proof earns: the token itself, known only now, and how long it works."""

    token: str
    expires_at: datetime


@dataclass(frozen=True)
class CustomerIdentity:
    """A proven person: the address that was proven, and the card it belongs to, if any (S20).

    `language` and `name` are the card's; "" without one. `opened_by`: the member of staff who opened the booking site
    as this customer (S50), "" where it is she herself.
    """

    session_id: int
    channel: str
    address: str
    customer_id: int | None
    name: str
    language: str
    expires_at: datetime
    opened_by: str = ""

    def actor(self, address: str) -> Actor:
        """This person as somebody who acts, from a network address."""
        return Actor(
            kind=ActorKind.CUSTOMER,
            id=self.customer_id,
            name=self.name,
            on_behalf_of=self.opened_by,
            address=address,
        )
