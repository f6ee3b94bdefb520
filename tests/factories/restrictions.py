"""Tags, rules, exceptions and locks for tests."""

from datetime import UTC, date, datetime

from kartotek.domain.access.models import CustomerTag, Lock, LockReason, RuleException, ServiceRule, Tag
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

PLACED_AT = datetime(2026, 11, 12, 8, 12, tzinfo=UTC)


def make_tag(business: Business, label: str = "Regular", **fields: object) -> Tag:
    """A normal tag."""
    return Tag.objects.create(business=business, label=label, **{"created_at": PLACED_AT, **fields})


def make_ban(business: Business, label: str = "Do not book", **fields: object) -> Tag:
    """A tag that bans from the whole business."""
    return make_tag(business, label, **{"kind": "banned", "icon": "ban", **fields})


def put_tag(customer: Customer, tag: Tag) -> CustomerTag:
    """The card carries the tag."""
    return CustomerTag.objects.create(
        business_id=customer.business_id, customer=customer, tag=tag, added_at=PLACED_AT, added_by="Mette Lund"
    )


def make_rule(business: Business, **fields: object) -> ServiceRule:
    """A rule in force; without `when` and `where` it closes everything to everybody."""
    return ServiceRule.objects.create(business=business, **{"created_at": PLACED_AT, **fields})


def make_exception(customer: Customer, from_on: date, until_on: date, **fields: object) -> RuleException:
    """A rule (`rule=`) or a service (`service=`) is excepted on these dates."""
    values: dict[str, object] = {"reason": "Patch test done", "created_at": PLACED_AT, "created_by": "Mette Lund"}
    return RuleException.objects.create(
        business_id=customer.business_id,
        customer=customer,
        from_on=from_on,
        until_on=until_on,
        **{**values, **fields},
    )


def make_lock_reason(business: Business, label: str = "Missing documents", **fields: object) -> LockReason:
    """A reason that offers every end."""
    ends = [{"days": 5}, {"days": 14}, {"months": 1}, "date", "none"]
    return LockReason.objects.create(business=business, label=label, **{"ends": ends, **fields})


def make_lock(customer: Customer, **fields: object) -> Lock:
    """An endless lock, active since this morning."""
    values: dict[str, object] = {"starts_at": PLACED_AT, "placed_at": PLACED_AT, "placed_by": "Mette Lund"}
    return Lock.objects.create(business_id=customer.business_id, customer=customer, **{**values, **fields})
