"""What restricts these customers? Their locks, tags and exceptions, of all of them by one query (joint 3)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

import orjson
from django.db import connection

from kartotek.domain.access.decisions.scopes import StoredScope, scope_from_json
from kartotek.domain.access.values import BusinessFacts, ExceptionFact, LockFact, TagFact, TagLimit, card_limit
from kartotek.domain.businesses.values import LANGUAGES

Data = TypedDict(
    "Data",
    {
        "text": str,
        "messages": dict[str, str],
        "where": StoredScope,
        "limit": int | None,
        "icon": str,
        "color": str,
        "rule": int | None,
        "service": int | None,
        "from": str,
        "until": str,
    },
    total=False,
)

# Locks that were lifted or are over cannot come back; those that begin later count for "when again?".
_RESTRICTIONS = """
SELECT lock.customer_id, 'lock', lock.id, coalesce(reason.label, lock.legacy_reason), lock.starts_at, lock.ends_at,
       jsonb_build_object('text', lock.customer_text, 'messages', coalesce(reason.messages, '{}'))
FROM access_lock AS lock LEFT JOIN access_lockreason AS reason ON reason.id = lock.reason_id
WHERE lock.business_id = %(business)s AND lock.customer_id = ANY(%(customers)s)
  AND lock.lifted_at IS NULL AND (lock.ends_at IS NULL OR lock.ends_at > %(now)s)
UNION ALL
SELECT carried.customer_id, tag.kind, tag.id, tag.label, NULL, NULL,
       jsonb_build_object('where', tag."where", 'messages', tag.messages, 'limit', tag.max_future_bookings,
                          'icon', tag.icon, 'color', tag.color)
FROM access_customertag AS carried JOIN access_tag AS tag ON tag.id = carried.tag_id
WHERE carried.business_id = %(business)s AND carried.customer_id = ANY(%(customers)s)
UNION ALL
SELECT customer_id, 'exception', id, '', NULL, NULL,
       jsonb_build_object('rule', rule_id, 'service', service_id, 'from', from_on, 'until', until_on)
FROM access_ruleexception
WHERE business_id = %(business)s AND customer_id = ANY(%(customers)s) AND removed_at IS NULL
ORDER BY 3
"""


@dataclass
class Restrictions:
    """What restricts one customer, as decisions look at it."""

    locks: list[LockFact] = field(default_factory=list)
    tags: list[TagFact] = field(default_factory=list)
    tag_limits: list[TagLimit] = field(default_factory=list)
    exceptions: list[ExceptionFact] = field(default_factory=list)


def restrictions_of(
    customer_ids: Collection[int], *, business: BusinessFacts, now: datetime
) -> dict[int, Restrictions]:
    """Of each of these customers who has any, by one query; asked even of nobody (S22)."""
    found: defaultdict[int, Restrictions] = defaultdict(Restrictions)
    with connection.cursor() as cursor:
        cursor.execute(_RESTRICTIONS, {"business": business.id, "customers": list(customer_ids), "now": now})
        for customer_id, kind, row_id, label, starts_at, ends_at, raw in cursor.fetchall():
            data: Data = orjson.loads(raw)
            mine = found[customer_id]
            match kind:
                case "lock":
                    mine.locks.append(LockFact(row_id, starts_at, ends_at, label, _lock_messages(data)))
                case "exception":
                    mine.exceptions.append(_exception(data))
                case _:
                    _add_tag(mine, row_id, label, data, is_banned=kind == "banned")
    return dict(found)


def _lock_messages(data: Data) -> dict[str, str]:
    """The text written for this customer is told in every language; else that of the reason (S24)."""
    text = data["text"]
    return dict.fromkeys(LANGUAGES, text) if text else data["messages"]


def _add_tag(mine: Restrictions, tag_id: int, label: str, data: Data, *, is_banned: bool) -> None:
    scope = scope_from_json(data["where"])
    mine.tags.append(TagFact(tag_id, label, is_banned, scope, data["messages"], data["icon"], data["color"]))
    limit = card_limit(data["limit"])
    if limit is not None:
        mine.tag_limits.append(TagLimit(tag_id, limit))


def _exception(data: Data) -> ExceptionFact:
    from_on, until_on = (date.fromisoformat(text) for text in (data["from"], data["until"]))
    return ExceptionFact(from_on, until_on, data["rule"], data["service"])
