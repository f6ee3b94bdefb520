"""May each of these customers book online? The facts of all of them in bulk, then the one decision (joint 3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import Decision, Facts, Policy
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.values import CustomerCard


@dataclass(frozen=True)
class Seen:
    """What is known of a customer, and the decision that follows."""

    facts: Facts
    decision: Decision


def decide_cards(
    cards: Sequence[CustomerCard], *, business: BusinessLike, policy: Policy, now: datetime
) -> dict[int, Seen]:
    """What is known of each card, by its id, and the decision on online booking as if she had proven who she is."""
    limits = {card.id: card.max_future_bookings for card in cards}
    facts = facts_of(limits, business=business, policy=policy, now=now)
    return {card_id: Seen(one, decide(replace(one, is_proven=True), policy, now)) for card_id, one in facts.items()}
