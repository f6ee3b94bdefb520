"""Which services may a proven customer book? The one decision about each, over facts that are read once (S14)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from kartotek.domain.access.decisions import decide, is_stopped_by_who
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Decision, Facts, Policy, Question
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.overview.queries.access import proven_facts


def decide_services(
    offered: Iterable[tuple[ServiceItem, Sequence[EmployeeItem]]],
    *,
    business: BusinessLike,
    viewer: Actor,
    customer_id: int,
    now: datetime,
) -> tuple[dict[int, Decision], Policy]:
    """The decision about each service, by its id, and the rules it rests on; with each come those who perform it.

    A service is refused when it is closed to her with every one of them. Four queries, however many services.
    """
    card = get_customer(customer_id, viewer=viewer)
    policy = get_policy(business=business)
    facts = proven_facts(card, business=business, policy=policy, now=now)
    return {service.id: _decide(service, people, facts, policy, now) for service, people in offered}, policy


def _decide(
    service: ServiceItem, people: Sequence[EmployeeItem], facts: Facts, policy: Policy, now: datetime
) -> Decision:
    asked = Question(service_id=service.id, category_id=service.category_id)
    alone = decide(replace(facts, question=asked), policy, now)
    if alone.is_refused:
        return alone
    each = [
        decide(
            replace(facts, question=replace(asked, employee_id=person.id, location_id=person.location_id)), policy, now
        )
        for person in people
    ]
    return each[0] if each and all(map(is_stopped_by_who, each)) else alone
