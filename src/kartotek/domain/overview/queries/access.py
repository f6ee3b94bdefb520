"""May this customer book, and what on her card says so? The facts of many apps, put before the one decision."""

from dataclasses import dataclass, replace
from datetime import datetime

from kartotek.domain.access.decisions import decide, visit_ends
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Decision, Facts, Limit, Policy, Question, card_limit
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.checking import around, look_at
from kartotek.domain.booking.queries.availability import get_frame
from kartotek.domain.booking.queries.coming import coming_of
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import NotFound


@dataclass(frozen=True)
class CustomerAccess:
    """The answer for one customer, with what staff need to see why, and where to change it."""

    card: CustomerCard
    own_limit: Limit | None
    decision: Decision
    policy: Policy
    visits_end_at: tuple[datetime, ...]


_ANYTHING = Question()


def get_customer_access(
    *, business: BusinessLike, viewer: Actor, customer_id: int, now: datetime, question: Question = _ANYTHING
) -> CustomerAccess:
    """Decide for one card the viewer may see, as if the customer had proven herself; NotFound for an unknown service.

    Three queries; two more when a service and a time are asked about.
    """
    card = get_customer(customer_id, viewer=viewer)
    policy = get_policy(business=business)
    coming = coming_of([customer_id], business=business, now=now).get(customer_id, ())
    own = card_limit(card.max_future_bookings)
    asked = replace(question, is_within_hours=_is_within_hours(question, business))
    facts = Facts(asked, own_limit=own, coming=coming, is_proven=True, customer_id=customer_id)
    return CustomerAccess(
        card=card,
        own_limit=own,
        decision=decide(facts, policy, now),
        policy=policy,
        visits_end_at=visit_ends(coming, now),
    )


def _is_within_hours(question: Question, business: BusinessLike) -> bool:
    """Whether the employee asked about, or anybody who performs the service, works then; yes when nobody asked."""
    if question.service_id is None:
        return True
    frame = get_frame(business, question.service_id)
    offers = [offer for offer in frame.offers if question.employee_id in {None, offer.employee_id}]
    if question.employee_id is not None and not offers:
        raise NotFound
    if question.starts_at is None:
        return True
    days = around(question.starts_at, business.timezone).wide_days
    hours = get_hours_rows(
        business_id=business.id,
        employee_ids=[offer.employee_id for offer in offers],
        from_on=days[0].on,
        to_on=days[-1].on,
    )
    looks = (
        look_at(question.starts_at, offer.employee_id, offer.duration_minutes, hours, (), frame.rules)
        for offer in offers
    )
    return any(look.is_within_hours for look in looks)
