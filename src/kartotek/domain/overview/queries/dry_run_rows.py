"""What must be known for a dry run of all customers and bookings? In bulk; what narrows may only leave out too little.

Customers of whom the same is known come as one row. Past bookings come with what was known when they were made.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from kartotek.domain.access.queries.settings import Row
from kartotek.domain.access.values import ExceptionFact, TagLimit, card_limit

Params = Mapping[str, int | datetime | list[int] | None]

# Tags that the thing does not look at are left out, so that more customers are alike.
_CARDS = """
SELECT card.max_future_bookings, coalesce(carried.tags, '{{}}'), {visits}, {history}, array_agg(card.id)
FROM customers_customer AS card
LEFT JOIN (
    SELECT customer_id, array_agg(tag_id ORDER BY tag_id) AS tags FROM access_customertag
    WHERE business_id = %(business)s AND tag_id = ANY(%(tags)s) GROUP BY customer_id
) AS carried ON carried.customer_id = card.id
{joins}
WHERE card.business_id = %(business)s AND card.archived_at IS NULL
  AND (%(areas)s::bigint[] IS NULL OR card.area_id = ANY(%(areas)s)) {narrowed}
GROUP BY 1, 2, 3, 4, 5
"""
_VISITS = "coalesce(coming.visits, 0)"
_COMING_JOIN = """
LEFT JOIN (
    SELECT customer_id, count(DISTINCT visit) AS visits FROM booking_booking
    WHERE business_id = %(business)s AND ends_at > %(now)s AND status IN ('pending', 'confirmed', 'arrived')
    GROUP BY customer_id
) AS coming ON coming.customer_id = card.id
"""
_HISTORY = "coalesce(history.is_new, true), coalesce(history.no_shows, 0)"
_HISTORY_JOIN = """
LEFT JOIN (
    SELECT customer_id,
           NOT bool_or(status IN ('completed', 'arrived') OR (status = 'confirmed' AND ends_at <= %(now)s)) AS is_new,
           count(DISTINCT visit) FILTER (WHERE status = 'no_show') AS no_shows
    FROM booking_booking WHERE business_id = %(business)s GROUP BY customer_id
) AS history ON history.customer_id = card.id
"""
_CARRIES = "AND carried.tags && %(carried)s::bigint[]"
_FOLLOWS = "AND card.max_future_bookings IS NULL"

# A coming booking is judged by what is known today, one that is over by what was known when it was made.
_BOOKINGS = """
SELECT booked.customer_id, booked.service_id, booked.employee_id, booked.is_coming, booked.created_at,
       {visits}, {history}
FROM (
    SELECT id, visit, customer_id, service_id, employee_id, starts_at, ends_at, created_at,
           ends_at > %(now)s AND status IN ('pending', 'confirmed', 'arrived') AS is_coming
    FROM booking_booking AS booking
    WHERE business_id = %(business)s AND starts_at >= %(since)s AND status NOT IN ('cancelled', 'rejected')
      AND (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
      AND (%(employees)s::bigint[] IS NULL OR employee_id = ANY(%(employees)s)) {narrowed}
) AS booked
{joins}
WHERE booked.is_coming OR booked.starts_at <= %(now)s
"""
_AHEAD = "coalesce(ahead.visits, 0)"
_AHEAD_JOIN = """
LEFT JOIN LATERAL (
    SELECT count(DISTINCT other.visit) AS visits FROM booking_booking AS other
    WHERE other.customer_id = booked.customer_id AND other.visit <> booked.visit
      AND (other.created_at, other.id) < (booked.created_at, booked.id)
      AND CASE WHEN booked.is_coming
               THEN other.ends_at > %(now)s AND other.status IN ('pending', 'confirmed', 'arrived')
               ELSE other.ends_at > booked.created_at AND coalesce(other.closed_at > booked.created_at, true) END
) AS ahead ON true
"""
_SEVERAL = """
AND customer_id IN (SELECT customer_id FROM booking_booking WHERE business_id = %(business)s
                    GROUP BY customer_id HAVING count(*) > 1)
"""
_THEN = """
booked.created_at < coalesce(came.first_at, 'infinity'),
(SELECT count(*) FROM unnest(stayed.moments) AS moment WHERE moment <= booked.created_at)
"""
_THEN_JOIN = """
LEFT JOIN (
    SELECT customer_id, min(ends_at) AS first_at FROM booking_booking
    WHERE business_id = %(business)s AND status IN ('confirmed', 'arrived', 'completed') GROUP BY customer_id
) AS came ON came.customer_id = booked.customer_id
LEFT JOIN (
    SELECT customer_id, array_agg(at) AS moments FROM (
        SELECT customer_id, min(coalesce(closed_at, ends_at)) AS at FROM booking_booking
        WHERE business_id = %(business)s AND status = 'no_show' GROUP BY customer_id, visit
    ) AS visit GROUP BY customer_id
) AS stayed ON stayed.customer_id = booked.customer_id
"""
_MARKED = "AND customer_id IN (SELECT customer_id FROM access_customertag WHERE tag_id = ANY(%(carried)s))"
_NOTHING = "true, 0"

_EXCEPTIONS = """
SELECT customer_id, from_on, until_on, rule_id, service_id FROM access_ruleexception
WHERE business_id = %s AND removed_at IS NULL AND (rule_id IS NULL OR rule_id = %s)
"""
_TAG_LIMITS = (
    "SELECT id, max_future_bookings FROM access_tag WHERE business_id = %s AND max_future_bookings IS NOT NULL"
)
_PLACES = """
SELECT 'service', id, category_id FROM catalog_service WHERE business_id = %(business)s UNION ALL
SELECT 'employee', id, location_id FROM catalog_employee WHERE business_id = %(business)s
"""
_NAMES = "SELECT id, number, first_name, last_name FROM customers_customer WHERE business_id = %s AND id = ANY(%s)"


class Looks(NamedTuple):
    """What the thing looks at, so that nothing else is read."""

    counts: bool
    asks_history: bool
    is_carried: bool
    follows_general: bool


class CardRow(NamedTuple):
    """Customers of whom the same is known."""

    own: int | None
    tags: tuple[int, ...]
    visits: int
    is_new: bool
    no_shows: int
    customer_ids: list[int]


class BookingRow(NamedTuple):
    """A booking; the last three are as of the moment it was made, the visits those that were booked before it."""

    customer_id: int
    service_id: int
    employee_id: int
    is_coming: bool
    created_at: datetime
    visits: int
    is_new: bool
    no_shows: int


def read_cards(params: Params, looks: Looks) -> list[CardRow]:
    """All customers who may be hit, those alike together. One query."""
    statement = _CARDS.format(
        visits=_VISITS if looks.counts else "0",
        history=_HISTORY if looks.asks_history else _NOTHING,
        joins=(_COMING_JOIN if looks.counts else "") + (_HISTORY_JOIN if looks.asks_history else ""),
        narrowed=(_CARRIES if looks.is_carried else "") + (_FOLLOWS if looks.follows_general else ""),
    )
    return [CardRow(own, tuple(tags), *rest) for own, tags, *rest in _rows(statement, params)]


def read_bookings(params: Params, looks: Looks) -> Iterator[BookingRow]:
    """All coming bookings, and those since a moment, that may be hit. One query."""
    statement = _BOOKINGS.format(
        visits=_AHEAD if looks.counts else "0",
        history=_THEN if looks.asks_history else _NOTHING,
        joins=(_AHEAD_JOIN if looks.counts else "") + (_THEN_JOIN if looks.asks_history else ""),
        narrowed=(_MARKED if looks.is_carried else "") + (_SEVERAL if looks.counts else ""),
    )
    return (BookingRow(*row) for row in _rows(statement, params))


def read_exceptions(business_id: int, rule_id: int) -> dict[int, list[ExceptionFact]]:
    """The exceptions, by customer, that may speak of the rule. One query."""
    found: dict[int, list[ExceptionFact]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_EXCEPTIONS, [business_id, rule_id])
        for customer_id, from_on, until_on, rule, service in cursor.fetchall():
            found.setdefault(customer_id, []).append(ExceptionFact(from_on, until_on, rule, service))
    return found


def read_tag_limits(business_id: int) -> list[TagLimit]:
    """The limits that tags set (S3). One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TAG_LIMITS, [business_id])
        limits = [(tag_id, card_limit(stored)) for tag_id, stored in cursor.fetchall()]
    return [TagLimit(tag_id, limit) for tag_id, limit in limits if limit is not None]


def read_places(business_id: int) -> tuple[dict[int, int | None], dict[int, int | None]]:
    """The category of each service and the location of each employee, put away or not. One query."""
    places: dict[str, dict[int, int | None]] = {"service": {}, "employee": {}}
    for kind, own, place in _rows(_PLACES, {"business": business_id}):
        places[kind][own] = place
    return places["service"], places["employee"]


def read_names(business_id: int, customer_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Number and name of these customers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [business_id, list(customer_ids)])
        return {own: (number, f"{first} {last}".strip()) for own, number, first, last in cursor.fetchall()}


def _rows(statement: str, params: Params) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
