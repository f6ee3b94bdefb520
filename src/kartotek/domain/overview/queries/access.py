"""May this customer book, and what on her card says so? The facts of many apps, put before the one decision."""

from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.access.decisions import decide, visit_ends
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Coming, Decision, Facts, Limit, Policy, Question, card_limit
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries.coming import coming_of
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customer


@dataclass(frozen=True)
class OwnLimit:
    """*Max coming bookings (this customer)*: the value (None follows the general setting), since when, by whom, why."""

    limit: Limit | None
    set_at: datetime | None
    set_by: str
    reason: str


@dataclass(frozen=True)
class CustomerAccess:
    """The answer for one customer, with what staff need to see why and where to change it."""

    customer_id: int
    customer_version: int
    first_name: str
    name: str
    decision: Decision
    policy: Policy
    own: OwnLimit
    visits_end_at: tuple[datetime, ...]


_ANYTHING = Question()


def get_customer_access(
    *, business: BusinessLike, viewer: Actor, customer_id: int, now: datetime, question: Question = _ANYTHING
) -> CustomerAccess:
    """Decide for one card the viewer may see; three queries. Staff are decided as if the customer had proven herself."""
    card = get_customer(customer_id, viewer=viewer)
    policy = get_policy(business=business)
    coming: tuple[Coming, ...] = coming_of([customer_id], business=business, now=now).get(customer_id, ())
    own = card_limit(card.max_future_bookings)
    facts = Facts(question, own_limit=own, coming=coming, is_proven=True, customer_id=customer_id)
    return CustomerAccess(
        customer_id=customer_id,
        customer_version=card.version,
        first_name=card.first_name,
        name=f"{card.first_name} {card.last_name}".strip(),
        decision=decide(facts, policy, now),
        policy=policy,
        own=OwnLimit(own, card.limit_set_at, card.limit_set_by, card.limit_reason),
        visits_end_at=visit_ends(coming, now),
    )
