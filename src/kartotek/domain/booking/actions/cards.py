"""Whose booking is it, and may they? Holds the cards a person's contacts lead to, and decides about each (S10, S20)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from kartotek.domain.access.decisions import decide, strictest
from kartotek.domain.access.values import Coming, CustomerIdentity, Decision, Facts, Policy, Question, card_limit
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.writing import Deed
from kartotek.domain.booking.decisions.matching import Card, Joining
from kartotek.domain.booking.queries.coming import coming_of
from kartotek.domain.booking.values.bookings import Booker, Holder
from kartotek.domain.customers.actions import create_customer
from kartotek.domain.customers.queries import visible_to
from kartotek.domain.customers.values import CustomerDetails
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks

_COLUMNS = ("id", "number", "first_name", "last_name", "email", "phone", "max_future_bookings", "archived_at")
# Written once: every booking asks it. A blank contact is nobody's.
_SAME_CONTACT = """
SELECT id, number, first_name, last_name, email, phone, max_future_bookings, archived_at FROM customers_customer
WHERE business_id = %s AND ((email = %s AND email <> '') OR (phone = %s AND phone <> '')) ORDER BY id
"""


def names_to_hold(business_id: int, booker: Booker) -> list[str]:
    """The names of a person's contacts, held so that two first bookings with one address make one card (joint 5)."""
    contacts = (("email", booker.email), ("phone", booker.phone))
    return [f"{business_id} {kind} {value}" for kind, value in contacts if value]


def hold_cards_of(business_id: int, booker: Booker) -> list[Card]:
    """The cards that share a contact with the booker, held. Archived ones keep their restrictions (S54)."""
    with connection.cursor() as cursor:
        cursor.execute(locks.held(_SAME_CONTACT), [business_id, booker.email, booker.phone])
        return [_card(*row) for row in cursor.fetchall()]


def hold_card(customer_id: int, viewer: Actor) -> Card:
    """One card, held; out of the viewer's areas: NotFound."""
    row = locks.hold_rows(visible_to(viewer).filter(pk=customer_id)).values_list(*_COLUMNS).first()
    if row is None:
        raise NotFound
    return _card(*row)


def _card(  # noqa: PLR0913, PLR0917 - the columns, in their order
    card_id: int,
    number: str,
    first_name: str,
    last_name: str,
    email: str,
    phone: str,
    max_future_bookings: int | None,
    archived_at: datetime | None,
) -> Card:
    return Card(
        holder=Holder(card_id, f"{first_name} {last_name}".strip(), number),
        first_name=first_name,
        last_name=last_name,
        email=email,
        phone=phone,
        max_future_bookings=max_future_bookings,
        is_archived=archived_at is not None,
    )


def coming_for(deed: Deed, cards: Sequence[Card], *, without: object = None) -> dict[int, tuple[Coming, ...]]:
    """What counts for the limit of each card; `without` is a visit that is being decided about itself."""
    coming = coming_of([card.id for card in cards], business=deed.business, now=deed.now)
    return {who: tuple(one for one in rows if one.visit != without) for who, rows in coming.items()}


def decide_all(
    cards: Sequence[Card],
    coming: Mapping[int, tuple[Coming, ...]],
    questions: Sequence[Question],
    policy: Policy,
    *,
    identity: CustomerIdentity | None,
    now: datetime,
) -> Decision:
    """The strictest answer of all cards to all questions of a visit; an unknown person is a card without a past."""
    proven = identity.customer_id if identity else None
    facts = [
        Facts(
            question=question,
            own_limit=card_limit(card.max_future_bookings),
            coming=coming.get(card.id, ()),
            is_proven=card.id == proven,
            customer_id=card.id,
        )
        for question in questions
        for card in cards
    ]
    nobody = [Facts(question=question) for question in questions]
    return strictest([decide(one, policy, now) for one in facts or nobody])


def holder_for(deed: Deed, joining: Joining, booker: Booker) -> Holder:
    """The card the booking joins, or a new one of what was typed."""
    if joining.card is not None:
        return joining.card.holder
    details = CustomerDetails(
        first_name=booker.first_name,
        last_name=booker.last_name,
        email=booker.email,
        phone=booker.phone,
        language=booker.language,
        wants_sms=booker.wants_sms is not False,
        is_possible_match=bool(joining.possible_matches),
    )
    made = create_customer(business=deed.business, actor=deed.actor, now=deed.now, details=details)
    return Holder(made.id, made.name, made.number)
