"""What would still stop her once the locks are lifted? For the dialog, before anybody unlocks."""

from dataclasses import replace

from kartotek.domain.access.decisions import decide
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.web.desk.customer_card.access_closed import closed_of
from kartotek.web.desk.customer_card.access_gates import Gate, gates_of
from kartotek.web.kit.context import DeskContext


def still_stops(access: CustomerAccess, desk: DeskContext) -> list[Gate]:
    """The gates that stop, or close something, without any lock."""
    facts = replace(access.facts, locks=())
    after = replace(access, facts=facts, decision=decide(facts, access.policy, desk.now))
    return [gate for gate in gates_of(after, closed_of(after, desk.now), desk) if gate.stops]
