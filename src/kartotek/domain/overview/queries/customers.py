"""Which customers does a list show, and may each of them book? By search or sort, by access and tag (joint 3).

Access is never asked of SQL: a page of cards is read, one query brings the facts of all of them, and the one `decide`
answers. What narrows the cards beforehand leaves out only those that cannot have the state asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import assert_never

from django.db.models import Exists, OuterRef, Q

from kartotek.domain.access.models import CustomerTag, Lock
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Policy, State
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import COMING
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import (
    get_customer,
    list_cards,
    read_found,
    search_customers,
    sort_key,
    visible_to,
)
from kartotek.domain.customers.queries.lists import kinds_of
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.queries import bounced_emails, find_address_marks
from kartotek.domain.overview.decisions.narrowing import check_traits
from kartotek.domain.overview.queries.deciding import decide_cards
from kartotek.domain.overview.queries.narrowing import condition_of
from kartotek.domain.overview.values import NO_TRAITS, CustomerLine, CustomerQuestion
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

MOST_FOUND = 1_000  # a search yields no more: whoever needs the thousandth hit types another letter
CHUNK = 200  # so many cards are looked at together while cards of one state are looked for

_EVERYBODY = (None, None, None, NO_TRAITS)
_COMING = [status.value for status in COMING]
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class _Asked:
    """One question under way: who asks what, when, and which general rules hold."""

    business: BusinessLike
    viewer: Actor
    question: CustomerQuestion
    now: datetime
    policy: Policy


def list_customers(
    *,
    business: BusinessLike,
    viewer: Actor,
    question: CustomerQuestion,
    now: datetime,
    limit: int | None = None,
    cursor: str = "",
) -> Page[CustomerLine]:
    """One page of the customers the viewer may see, each with the decision on online booking."""
    size = checked_limit(limit)
    check_traits(question.traits)
    asked = _Asked(business, viewer, question, now, get_policy(business=business))
    stream = _found(asked, size, cursor) if question.search.strip() else _sorted(asked, size, cursor)
    taken = list(islice(stream, size + 1))
    lines = [line for _, line in taken[:size]]
    return Page(lines, encode_cursor(*taken[size - 1][0]) if len(taken) > size else None)


def get_customer_line(*, business: BusinessLike, viewer: Actor, customer_id: int, now: datetime) -> CustomerLine:
    """One card the viewer may see, with the decision on online booking. Five queries."""
    card = get_customer(customer_id, viewer=viewer)
    asked = _Asked(business, viewer, CustomerQuestion(), now, get_policy(business=business))
    return next(_lines(asked, [card]))


def _found(asked: _Asked, size: int, cursor: str) -> Iterator[tuple[Key, CustomerLine]]:
    """The hits of a search, best first; the key counts the hits up to this one."""
    start = int(decode_cursor(cursor, int)[0]) if cursor else 0
    start = min(max(start, 0), MOST_FOUND)
    question = asked.question
    is_narrowed = (question.state, question.tag_id, question.is_bounced, question.traits) != _EVERYBODY
    most = MOST_FOUND if is_narrowed else min(start + size + 1, MOST_FOUND)
    hits = search_customers(
        asked.question.search,
        business=asked.business,
        viewer=asked.viewer,
        wanted=asked.question.wanted,
        most=most,
    )
    for at in range(start, len(hits), CHUNK):
        positions = {customer_id: at + place + 1 for place, customer_id in enumerate(hits[at : at + CHUNK])}
        for line in _lines(asked, read_found(_with_traits(list(positions), asked), business=asked.business)):
            yield (positions[line.card.id],), line


def _sorted(asked: _Asked, size: int, cursor: str) -> Iterator[tuple[Key, CustomerLine]]:
    """The cards in the order of the sort; the key is where a card stands in it."""
    wanted, state = asked.question.wanted, asked.question.state
    after: Key | None = decode_cursor(cursor, *kinds_of(wanted.sort)) if cursor else None
    most = CHUNK if state else size + 1
    only = _may_be(state, asked) & _carries(asked.question.tag_id) & _has_bounced(asked.question.is_bounced)
    only &= condition_of(asked.question.traits, business=asked.business, now=asked.now)
    is_more = True
    while is_more:
        cards = list_cards(viewer=asked.viewer, wanted=wanted, most=most, after=after, only=only)
        for line in _lines(asked, cards):
            yield sort_key(line.card, wanted.sort), line
        is_more = len(cards) == most
        after = sort_key(cards[-1], wanted.sort) if cards else None


def _with_traits(customer_ids: list[int], asked: _Asked) -> list[int]:
    """Those of the hits that have the traits asked for, in their order. One query, none where no traits are."""
    traits = asked.question.traits
    if traits == NO_TRAITS:
        return customer_ids
    only = condition_of(traits, business=asked.business, now=asked.now)
    found = set(visible_to(asked.viewer).filter(only, pk__in=customer_ids).values_list("pk", flat=True))
    return [customer_id for customer_id in customer_ids if customer_id in found]


def _lines(asked: _Asked, cards: Sequence[CustomerCard]) -> Iterator[CustomerLine]:
    """The cards that are as was asked for, decided all alike."""
    seen = decide_cards(cards, business=asked.business, policy=asked.policy, now=asked.now)
    marks = find_address_marks([card.email for card in cards], now=asked.now)
    for card in cards:
        line = CustomerLine(card, seen[card.id].decision, seen[card.id].facts.tags, marks.get(card.email))
        if _is_asked_for(line, asked.question):
            yield line


def _is_asked_for(line: CustomerLine, question: CustomerQuestion) -> bool:
    return (
        question.state in {None, line.decision.state}
        and question.tag_id in {None, *(tag.id for tag in line.tags)}
        and question.is_bounced in {None, line.is_bounced}
    )


def _has_bounced(is_bounced: bool | None) -> Q:
    """What every card with such an address fulfils."""
    if is_bounced is None:
        return Q()
    bounced = Q(email__in=bounced_emails())
    return bounced if is_bounced else ~bounced


def _carries(tag_id: int | None) -> Q:
    """What every card with the tag fulfils."""
    if tag_id is None:
        return Q()
    return Q(Exists(CustomerTag.objects.filter(customer=OuterRef("pk"), tag_id=tag_id)))


def _may_be(state: State | None, asked: _Asked) -> Q:
    """What every card of the state fulfils; some others may, too. `decide` has the last word."""
    follows = Q(max_future_bookings=None)
    carries = CustomerTag.objects.filter(customer=OuterRef("pk"))
    match state:
        case None:
            return Q()
        case State.OPEN:
            return ~Q(max_future_bookings=0)
        case State.LIMITED:
            coming = Booking.objects.filter(customer=OuterRef("pk"), status__in=_COMING, ends_at__gt=asked.now)
            looks_at_all = any(not rule.when.has_tags for rule in asked.policy.rules)
            return Q() if looks_at_all else Q(Exists(coming)) | Q(Exists(carries))
        case State.BLOCKED:
            blocking = carries.filter(Q(tag__kind="banned") | Q(tag__max_future_bookings=0))
            by_card = Q(max_future_bookings=0) | Q(Exists(blocking))
            return by_card | follows if asked.policy.general_limit.count == 0 else by_card
        case State.LOCKED:
            lasting = Q(ends_at__isnull=True) | Q(ends_at__gt=asked.now)
            return Q(Exists(Lock.objects.filter(lasting, customer=OuterRef("pk"), lifted_at=None)))
        case _:
            assert_never(state)
