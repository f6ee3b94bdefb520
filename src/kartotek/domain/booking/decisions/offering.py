"""Whom may a customer be offered a service with? Bans and rules may speak of single employees or places (S18)."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.access.decisions import decide, is_stopped_by_who
from kartotek.domain.access.values import Channel, Facts, Question
from kartotek.domain.booking.values.availability import Frame, Offer
from kartotek.domain.booking.values.terms import OwnTerms


def question_of(frame: Frame, offer: Offer | None = None, *, channel: Channel = Channel.ONLINE) -> Question:
    """What is asked about a service, with one who performs it or with nobody in particular yet."""
    return Question(
        channel=channel,
        service_id=frame.service_id,
        category_id=frame.category_id,
        employee_id=offer.employee_id if offer else None,
        location_id=offer.location_id if offer else None,
    )


def with_terms(frame: Frame, own: OwnTerms | None) -> Frame:
    """The service as it is for a customer with own terms: they override those of service and employee (S51)."""
    if own is None:
        return frame
    offers = tuple(
        replace(
            offer,
            duration_minutes=offer.duration_minutes if own.duration_minutes is None else own.duration_minutes,
            price=offer.price if own.price is None else own.price,
        )
        for offer in frame.offers
    )
    return replace(frame, offers=offers)


def is_offered_to(facts: Facts, frame: Frame, offer: Offer, now: datetime) -> bool:
    """Whether no ban or rule keeps this customer from this employee; what keeps her from all of them is no matter."""
    if not _asks_who(facts, frame):
        return True
    decision = decide(replace(facts, question=question_of(frame, offer)), frame.policy, now)
    return not is_stopped_by_who(decision)


def closed_employees(facts: Facts, frame: Frame, now: datetime) -> frozenset[int]:
    """The employees a ban or a rule keeps this customer from, for this service."""
    return frozenset(offer.employee_id for offer in frame.offers if not is_offered_to(facts, frame, offer, now))


def _asks_who(facts: Facts, frame: Frame) -> bool:
    scopes = [tag.scope for tag in facts.tags if tag.is_banned] + [rule.scope for rule in frame.policy.rules]
    return any(scope.asks_who for scope in scopes)
