"""Which bookings count for a limit? The facts of `access.decisions.decide` that only bookings know (S1, S2)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import connection

from kartotek.domain.access.values import Coming
from kartotek.domain.businesses.values import BusinessLike

# The statuses as in `COMING`, and word for word as the partial index booking_coming has them.
_COMING = """
SELECT customer_id, ends_at, visit FROM booking_booking
WHERE business_id = %s AND customer_id = ANY(%s) AND ends_at > %s AND status IN ('pending', 'confirmed', 'arrived')
"""


def coming_of(customer_ids: Collection[int], *, business: BusinessLike, now: datetime) -> dict[int, tuple[Coming, ...]]:
    """What counts for the limit of each of these customers, by one query; asked even of nobody (S22)."""
    found: defaultdict[int, list[Coming]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_COMING, [business.id, list(customer_ids), now])
        for customer_id, ends_at, visit in cursor.fetchall():
            found[customer_id].append(Coming(ends_at, visit))
    return {customer_id: tuple(rows) for customer_id, rows in found.items()}
