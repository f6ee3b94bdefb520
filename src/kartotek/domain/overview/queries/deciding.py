"""May each of these customers book online? The facts of all of them by one query, then the one decision (joint 3)."""

from collections.abc import Sequence
from datetime import datetime

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import Decision, Facts, Policy, card_limit
from kartotek.domain.booking.queries.coming import coming_of
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.values import CustomerCard


def decide_cards(
    cards: Sequence[CustomerCard], *, business: BusinessLike, policy: Policy, now: datetime
) -> dict[int, Decision]:
    """The decision on online booking for each card, by its id, as if each customer had proven herself."""
    coming = coming_of([card.id for card in cards], business=business, now=now)
    return {
        card.id: decide(
            Facts(
                own_limit=card_limit(card.max_future_bookings),
                coming=coming.get(card.id, ()),
                is_proven=True,
                customer_id=card.id,
            ),
            policy,
            now,
        )
        for card in cards
    }
