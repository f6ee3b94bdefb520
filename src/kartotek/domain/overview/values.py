"""What do lists show that needs many apps?"""

from dataclasses import dataclass, field

from kartotek.domain.access.values import Decision, State
from kartotek.domain.customers.values import CustomerCard, Wanted


@dataclass(frozen=True)
class CustomerQuestion:
    """Which customers a list asks for; without a search they come in the order of `wanted.sort`."""

    search: str = ""
    state: State | None = None
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True)
class CustomerLine:
    """A customer in a list: the card, and whether she can book online."""

    card: CustomerCard
    decision: Decision
