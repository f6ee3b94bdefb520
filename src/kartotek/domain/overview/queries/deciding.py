"""May each of these customers book online? The facts of all of them in bulk, then the one decision (joint 3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import Decision, Policy
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.values import CustomerCard


def decide_cards(
    cards: Sequence[CustomerCard], *, business: BusinessLike, policy: Policy, now: datetime
) -> dict[int, Decision]:
    """The decision on online booking for each card, by its id, as if each customer had proven herself."""
    limits = {card.id: card.max_future_bookings for card in cards}
    facts = facts_of(limits, business=business, policy=policy, now=now)
    return {card_id: decide(replace(one, is_proven=True), policy, now) for card_id, one in facts.items()}
