"""May this customer book, and what on her card says so? The facts of many apps, put before the one decision."""

from dataclasses import dataclass, replace
from datetime import datetime

from kartotek.domain.access.decisions import decide, for_its_start, is_stopped_by_who, visit_ends
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Channel, Decision, Facts, Limit, Policy, Question, card_limit
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.checking import around, look_at
from kartotek.domain.booking.decisions.offering import closed_employees, question_of
from kartotek.domain.booking.queries.availability import get_frame
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.values.availability import Frame, Offer
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.queries import get_employee
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import NotFound


@dataclass(frozen=True)
class CustomerAccess:
    """The answer for one customer, with what staff need to see why, and where to change it.

    `question`: what was asked, with what scopes look at besides. `closed_to`: employees a ban or a rule keeps her
    from, of those who perform the service asked about (S18).
    """

    card: CustomerCard
    own_limit: Limit | None
    decision: Decision
    policy: Policy
    visits_end_at: tuple[datetime, ...]
    facts: Facts
    question: Question
    closed_to: frozenset[int] = frozenset()


_ANYTHING = Question()


def get_customer_access(
    *, business: BusinessLike, viewer: Actor, customer_id: int, now: datetime, question: Question = _ANYTHING
) -> CustomerAccess:
    """Decide for one card the viewer may see, as if the customer had proven herself; NotFound for an unknown service.

    Four queries, a fifth where a rule looks at past bookings; one more when a time is asked about.
    """
    card = get_customer(customer_id, viewer=viewer)
    frame = None if question.service_id is None else get_frame(business, question.service_id)
    policy = frame.policy if frame else get_policy(business=business)
    facts = proven_facts(card, business=business, policy=policy, now=now)
    closed_to = closed_employees(facts, frame, now) if frame else frozenset()
    keeping = _closed_by_themselves(facts, frame, closed_to, now) if frame else closed_to
    asked = _completed(question, frame, keeping, business)
    return CustomerAccess(
        card=card,
        own_limit=card_limit(card.max_future_bookings),
        decision=for_its_start(decide(replace(facts, question=asked), policy, now), asked, policy),
        policy=policy,
        visits_end_at=visit_ends(facts.coming, now),
        facts=facts,
        question=asked,
        closed_to=closed_to,
    )


def proven_facts(card: CustomerCard, *, business: BusinessLike, policy: Policy, now: datetime) -> Facts:
    """What is known of one customer who has proven who she is."""
    [facts] = facts_of({card.id: card.max_future_bookings}, business=business, policy=policy, now=now).values()
    return replace(facts, is_proven=True)


def _completed(question: Question, frame: Frame | None, closed_to: frozenset[int], business: BusinessLike) -> Question:
    """The question with what scopes look at besides: category, location, and whether the time lies within hours.

    With anyone, when every employee is closed to her and the service itself is not, one of them stands for all.
    """
    if frame is None:
        location_id = get_employee(question.employee_id).location_id if question.employee_id is not None else None
        return replace(question, location_id=location_id)
    offers = [offer for offer in frame.offers if question.employee_id in {None, offer.employee_id}]
    if question.employee_id is not None and not offers:
        raise NotFound
    who = _one_for_all(question, offers, closed_to)
    return replace(
        question,
        category_id=frame.category_id,
        employee_id=who.employee_id if who else question.employee_id,
        location_id=who.location_id if who else None,
        is_within_hours=_is_within_hours(question, frame, offers, business),
    )


def _closed_by_themselves(facts: Facts, frame: Frame, closed_to: frozenset[int], now: datetime) -> frozenset[int]:
    """The closed employees, where it is they who are closed: a service closed with anybody has its own message."""
    if not closed_to:
        return closed_to
    alone = decide(replace(facts, question=question_of(frame)), frame.policy, now)
    return frozenset() if is_stopped_by_who(alone) else closed_to


def _one_for_all(question: Question, offers: list[Offer], closed_to: frozenset[int]) -> Offer | None:
    if question.employee_id is not None:
        return offers[0]
    possible = [offer for offer in offers if offer.is_online or question.channel is not Channel.ONLINE]
    return possible[0] if possible and all(offer.employee_id in closed_to for offer in possible) else None


def _is_within_hours(question: Question, frame: Frame, offers: list[Offer], business: BusinessLike) -> bool:
    """Whether the employee asked about, or anybody who performs the service, works then; yes when nobody asked.

    A class is held when its session says, whatever the hours.
    """
    if question.starts_at is None or frame.is_class:
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
