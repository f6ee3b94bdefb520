"""Which resources are in use around some dates, and which does a service need?

The SQL names the business itself, since django-scopes does not guard raw SQL (joint 17).
"""

from collections.abc import Sequence

from django.db import connection

from kartotek.domain.booking.decisions.calendar import to_instant
from kartotek.domain.booking.decisions.starts import Range
from kartotek.domain.booking.values.availability import Need, Taken
from kartotek.domain.catalog.models import Resource

_USES = """
SELECT resource_id, array_agg(date_part('epoch', starts_at)::bigint / 60),
       array_agg((date_part('epoch', ends_at)::bigint + 59) / 60)
FROM booking_resourceuse
WHERE business_id = %s AND resource_id = ANY(%s)
  AND ends_at > %s AND ends_at <= %s + interval '2 days' AND starts_at < %s
  AND (%s::bigint IS NULL OR booking_id IS DISTINCT FROM %s)
GROUP BY resource_id
"""


def get_uses(
    business_id: int, resource_ids: Sequence[int], asked: Range, *, without_booking: int | None = None
) -> dict[int, list[Taken]]:
    """What is in use around a range, by one query whose cost knows no history; of none without a query."""
    if not resource_ids:
        return {}
    wide = asked.wide_days
    first, last = to_instant(wide[0].first), to_instant(wide[-1].last)
    with connection.cursor() as cursor:
        cursor.execute(_USES, [business_id, list(resource_ids), first, last, last, without_booking, without_booking])
        rows = cursor.fetchall()
    return {one: [Taken(*pair) for pair in zip(starts, ends, strict=True)] for one, starts, ends in rows}


def needs_of(resource_ids: Sequence[int]) -> tuple[Need, ...]:
    """Those of these resources that there are, put away or not."""
    rows = Resource.objects.filter(pk__in=resource_ids).order_by("pk")
    return tuple(Need(*row) for row in rows.values_list("pk", "capacity"))
