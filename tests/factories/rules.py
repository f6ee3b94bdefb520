"""Service rules, exceptions and the tags they look at, for tests."""

from datetime import UTC, date, datetime

from kartotek.domain.access.models import CustomerTag, RuleException, ServiceRule, Tag
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

MADE_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def make_mark(business: Business, label: str = "Late", *carriers: Customer, **fields: object) -> Tag:
    """A tag, and the cards that carry it."""
    tag = Tag.objects.create(business=business, label=label, created_at=MADE_AT, **fields)
    for customer in carriers:
        CustomerTag.objects.create(business=business, customer=customer, tag=tag, added_at=MADE_AT)
    return tag


def make_rule(business: Business, **fields: object) -> ServiceRule:
    """Nobody may book anything online, unless told otherwise."""
    return ServiceRule.objects.create(business=business, created_at=MADE_AT, **fields)


def make_exception(customer: Customer, **fields: object) -> RuleException:
    """In November 2026."""
    values: dict[str, object] = {
        "from_on": date(2026, 11, 1),
        "until_on": date(2026, 11, 30),
        "reason": "She has paid.",
        "created_at": MADE_AT,
    }
    return RuleException.objects.create(business_id=customer.business_id, customer=customer, **{**values, **fields})
