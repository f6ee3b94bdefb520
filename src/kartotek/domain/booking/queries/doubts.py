"""Whose bookings are in doubt, and which other cards may a viewer be told of? (S20, S21, S41)"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.customers.queries import visible_to

_MATCHED = "(SELECT (one->>'customer')::bigint FROM jsonb_array_elements(%(expressions)s) AS one)"


def is_doubtful_to(viewer: Actor) -> Q:
    """Bookings with a proposal that nobody has answered, or with a possible match the viewer may know of."""
    if viewer.area_ids is None:
        return ~Q(proposal={}) | ~Q(possible_matches=[])
    matched = Func(OuterRef("possible_matches"), template=_MATCHED, output_field=BigIntegerField())
    return ~Q(proposal={}) | Q(~Q(possible_matches=[]), Exists(visible_to(viewer).filter(pk__in=matched)))


def as_seen_by(viewer: Actor, items: Sequence[BookingItem]) -> list[BookingItem]:
    """The bookings without the possible matches the viewer may not know of; for inspectors one query more."""
    hidden = hidden_from(viewer, {match.customer_id for item in items for match in item.possible_matches})
    if not hidden:
        return list(items)
    return [
        replace(item, possible_matches=tuple(one for one in item.possible_matches if one.customer_id not in hidden))
        for item in items
    ]


def hidden_from(viewer: Actor, customer_ids: Collection[int]) -> frozenset[int]:
    """The customers the viewer may not know of. A query, where an inspector asks about somebody."""
    if viewer.area_ids is None or not customer_ids:
        return frozenset()
    return frozenset(customer_ids) - set(visible_to(viewer).filter(pk__in=customer_ids).values_list("pk", flat=True))
