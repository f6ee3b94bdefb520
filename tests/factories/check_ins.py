"""Attempts at the door, and what closes it, for tests."""

from datetime import UTC, datetime, timedelta

from kartotek.domain.access.models import Lock, LockReason
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

PLACED_AT = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


def lock_card(customer: Customer, label: str = "Unpaid invoice", **fields: object) -> Lock:
    """A lock of two weeks, placed two days before the stories."""
    reason, _ = LockReason.objects.get_or_create(
        business_id=customer.business_id, label=label, defaults={"ends": [{"days": 14}]}
    )
    values: dict[str, object] = {
        "starts_at": PLACED_AT,
        "ends_at": PLACED_AT + timedelta(days=14),
        "placed_at": PLACED_AT,
        "placed_by": "Mette Lund",
    }
    return Lock.objects.create(
        business_id=customer.business_id, customer=customer, reason=reason, **{**values, **fields}
    )


def make_check_in(business: Business, at: datetime, customer: Customer | None = None, **fields: object) -> CheckIn:
    """Somebody with an unknown card, or this customer, who was let in."""
    values: dict[str, object] = {
        "card_number": customer.number if customer else "99999",
        "is_admitted": customer is not None,
        "by": "Signe Kragh",
    }
    return CheckIn.objects.create(business=business, at=at, customer=customer, **{**values, **fields})
