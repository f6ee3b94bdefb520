"""Which classes does the booking site offer? To a proven customer only what is open to her (S14)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Decision, Policy, Question
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries.availability import checked_range
from kartotek.domain.booking.queries.classes import list_public_sessions
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.overview.queries.access import proven_facts


@dataclass(frozen=True)
class OfferedClasses:
    """The dates, full ones too; where there are none for this customer, the decision that keeps her out."""

    sessions: tuple[SessionItem, ...]
    policy: Policy
    refusal: Decision | None = None


def list_offered_classes(
    *,
    business: BusinessLike,
    viewer: Actor,
    customer_id: int | None,
    dates: tuple[date, date],
    service_id: int | None,
    now: datetime,
) -> OfferedClasses:
    """The classes of at most 62 local dates that have not begun, of one service or of all; raises Invalid (`range`).

    Without a proven customer two queries, with one four more, however many classes.
    """
    checked_range(business.timezone, *dates)
    policy = get_policy(business=business)
    found = list_public_sessions(business=business, dates=dates, service_id=service_id, now=now)
    if customer_id is None:
        return OfferedClasses(tuple(found), policy)
    card = get_customer(customer_id, viewer=viewer)
    facts = proven_facts(card, business=business, policy=policy, now=now)
    alone = decide(replace(facts, question=Question()), policy, now)
    if alone.is_refused:
        return OfferedClasses((), policy, alone)
    decisions = {one.id: decide(replace(facts, question=_question(one)), policy, now) for one in found}
    is_open = tuple(one for one in found if not decisions[one.id].is_refused)
    closed = None if is_open or service_id is None else next(iter(decisions.values()), None)
    return OfferedClasses(is_open, policy, closed)


def _question(session: SessionItem) -> Question:
    return Question(
        service_id=session.service_id,
        category_id=session.category_id,
        employee_id=session.employee_id,
        location_id=session.location_id,
    )
