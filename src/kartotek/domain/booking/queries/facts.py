"""What must be known of customers before the one decision about them? All of it, of all of them, in bulk (joint 3)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection

from kartotek.domain.access.queries.restrictions import Restrictions, restrictions_of
from kartotek.domain.access.values import Facts, Policy, card_limit
from kartotek.domain.booking.queries.coming import coming_of
from kartotek.domain.businesses.values import BusinessLike

# Whether a visit has taken place, and how many she stayed away from.
_HISTORY = """
SELECT customer_id,
       NOT bool_or(status IN ('completed', 'arrived') OR (status = 'confirmed' AND ends_at <= %s)),
       count(DISTINCT visit) FILTER (WHERE status = 'no_show')
FROM booking_booking WHERE business_id = %s AND customer_id = ANY(%s) GROUP BY customer_id
"""
_NEVER_SEEN = (True, 0)
_UNRESTRICTED = Restrictions()


def facts_of(
    own_limits: Mapping[int, int | None], *, business: BusinessLike, policy: Policy, now: datetime
) -> dict[int, Facts]:
    """The facts of each of these cards, whose own limits the caller has read with them; the question is still open.

    Two queries, a third where a rule looks at past bookings; they are asked even of nobody (S22).
    """
    restrictions = restrictions_of(own_limits, business=business, now=now)
    coming = coming_of(own_limits, business=business, now=now)
    history = _history_of(own_limits, business, now) if policy.asks_history else {}
    facts = {}
    for customer_id, stored in own_limits.items():
        mine = restrictions.get(customer_id, _UNRESTRICTED)
        is_new, no_shows = history.get(customer_id, _NEVER_SEEN)
        facts[customer_id] = Facts(
            own_limit=card_limit(stored),
            tag_limits=tuple(mine.tag_limits),
            coming=coming.get(customer_id, ()),
            customer_id=customer_id,
            locks=tuple(mine.locks),
            tags=tuple(mine.tags),
            exceptions=tuple(mine.exceptions),
            is_new=is_new,
            no_shows=no_shows,
        )
    return facts


def _history_of(customer_ids: Collection[int], business: BusinessLike, now: datetime) -> dict[int, tuple[bool, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, [now, business.id, list(customer_ids)])
        return {customer_id: (is_new, no_shows) for customer_id, is_new, no_shows in cursor.fetchall()}
