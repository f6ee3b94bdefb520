"""Tags, rules, exceptions and locks for tests."""

from datetime import UTC, date, datetime

from kartotek.domain.access.models import CustomerTag, Lock, LockEntry, LockReason, RuleException, ServiceRule, Tag
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

PLACED_AT = datetime(2026, 11, 12, 8, 12, tzinfo=UTC)
EVERY_END: list[object] = [{"days": 5}, {"days": 14}, {"months": 1}, "date", "none"]


def make_tag(business: Business, label: str = "Regular", *carriers: Customer, **fields: object) -> Tag:
    """A normal tag, and the cards that carry it."""
    tag = Tag.objects.create(business=business, label=label, **{"created_at": PLACED_AT, **fields})
    for customer in carriers:
        put_tag(customer, tag)
    return tag


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


def make_exception(
    customer: Customer, from_on: date = date(2026, 11, 1), until_on: date = date(2026, 11, 30), **fields: object
) -> RuleException:
    """A rule (`rule=`) or a service (`service=`) is excepted on these dates, November 2026 unless told."""
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
    return LockReason.objects.create(business=business, label=label, **{"ends": EVERY_END, **fields})


def make_lock(
    customer: Customer, starts_at: datetime | None = PLACED_AT, reason: LockReason | None = None, **fields: object
) -> Lock:
    """An endless lock, active since this morning unless told, with its first entry."""
    values: dict[str, object] = {"placed_at": starts_at or PLACED_AT, "placed_by": "Mette Lund", **fields}
    business = customer.business_id
    row = Lock.objects.create(business_id=business, customer=customer, starts_at=starts_at, reason=reason, **values)
    LockEntry.objects.create(
        business_id=business, lock=row, kind="placed", at=row.placed_at, by=row.placed_by, ends_at=row.ends_at
    )
    return row
