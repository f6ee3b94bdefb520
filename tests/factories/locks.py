"""Reasons for locking, and locks, for tests."""

from datetime import datetime

from kartotek.domain.access.models import Lock, LockEntry, LockReason
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

EVERY_END: list[object] = [{"days": 5}, {"days": 14}, {"months": 1}, "date", "none"]


def make_lock_reason(business: Business, label: str = "Other", **fields: object) -> LockReason:
    """A reason that offers every end."""
    return LockReason.objects.create(business=business, label=label, **{"ends": EVERY_END, **fields})


def make_lock(customer: Customer, starts_at: datetime, reason: LockReason | None = None, **fields: object) -> Lock:
    """An endless lock for a reason of the list, with its first entry."""
    values: dict[str, object] = {
        "reason": reason or make_lock_reason(customer.business, f"Reason {LockReason.objects.count()}"),
        "starts_at": starts_at,
        "placed_at": starts_at,
        "placed_by": "Signe Kragh",
        **fields,
    }
    row = Lock.objects.create(business=customer.business, customer=customer, **values)
    LockEntry.objects.create(
        business=customer.business, lock=row, kind="placed", at=row.placed_at, by=row.placed_by, ends_at=row.ends_at
    )
    return row
