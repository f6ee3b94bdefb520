"""Who of the personas was refused lately, so that the list of refusals and the month have something to tell?"""

from datetime import datetime, timedelta

from django_scopes import scope

from kartotek.cli.sample.personas import PERSONAS
from kartotek.domain.access.actions import record_refusal
from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.values import Claimed, Question, RefusalDetails
from kartotek.domain.audit.values import STRANGER
from kartotek.domain.businesses.queries import get_business_by_slug
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.overview.queries.access import get_customer_access

_APART = timedelta(hours=3)
_AHEAD = timedelta(days=5)


def write_refusals(slug: str, customers: list[int], service: int, now: datetime) -> None:
    """One refusal for each persona who is blocked or locked, some hours apart, as the booking site would write it."""
    business = get_business_by_slug(slug)
    stopped = [
        customer for customer, one in zip(customers, PERSONAS, strict=False) if one.limit == 0 or one.locked_days
    ]
    with scope(business=business.id):
        for place, customer in enumerate(stopped, start=1):
            _refuse(business, customer, service, now - place * _APART)


def _refuse(business: BusinessLike, customer: int, service: int, at: datetime) -> None:
    question = Question(service_id=service, starts_at=(at + _AHEAD).replace(minute=0, second=0, microsecond=0))
    found = get_customer_access(business=business, viewer=STRANGER, customer_id=customer, now=at, question=question)
    card, language = found.card, found.card.language or business.default_language
    details = RefusalDetails(
        decision=found.decision,
        question=found.question,
        message=public_message(found.decision, language, found.policy, is_proven=False),
        language=language,
        customer_id=customer,
        claimed=Claimed(card.first_name, card.last_name, card.email, card.phone),
    )
    record_refusal(business_id=business.id, details=details, actor=STRANGER, now=at)
