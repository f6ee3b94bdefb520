"""Whose booking is it, and may they? Holds the cards a person's contacts lead to, and decides about each (S10, S20)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from kartotek.domain.access.decisions import decide, strictest
from kartotek.domain.access.values import CustomerIdentity, Decision, Facts, Policy, Question
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.decisions.matching import Card, Joining
from kartotek.domain.booking.decisions.offering import is_offered_to
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.booking.queries.terms import own_terms_of, with_own_terms
from kartotek.domain.booking.values.availability import Frame, Offer
from kartotek.domain.booking.values.bookings import Booker, Holder
from kartotek.domain.booking.values.terms import OwnTerms
from kartotek.domain.businesses.queries import get_location
from kartotek.domain.customers.actions import create_customer
from kartotek.domain.customers.queries import visible_to
from kartotek.domain.customers.values import CustomerDetails
from kartotek.kernel.contact import mailboxes
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks

_COLUMNS = (
    "id",
    "number",
    "first_name",
    "last_name",
    "email",
    "phone",
    "max_future_bookings",
    "archived_at",
    "has_own_terms",
)
# Written once: every booking asks it. A blank contact is nobody's. The last condition is word for word the index
# customer_by_mailbox.
_SAME_CONTACT = """
SELECT id, number, first_name, last_name, email, phone, max_future_bookings, archived_at,
  EXISTS (SELECT 1 FROM booking_serviceterms AS own WHERE own.customer_id = customers_customer.id)
FROM customers_customer
WHERE business_id = %s AND ((email = %s AND email <> '') OR (phone = %s AND phone <> '') OR (email <> '' AND
  replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' || split_part(email, '@', 2) = ANY(%s)))
ORDER BY id
"""


def names_to_hold(business_id: int, booker: Booker) -> list[str]:
    """The names of a person's contacts, held so that two first bookings with one address make one card (joint 5)."""
    contacts = (("email", booker.email), ("phone", booker.phone))
    return [f"{business_id} {kind} {value}" for kind, value in contacts if value]


def hold_cards_of(business_id: int, booker: Booker) -> list[Card]:
    """The cards that share a contact with the booker, or whose address is another spelling of hers, held. Archived ones
    keep their restrictions (S54).
    """
    with connection.cursor() as cursor:
        same_mailbox = list(mailboxes(booker.email))
        cursor.execute(locks.held(_SAME_CONTACT), [business_id, booker.email, booker.phone, same_mailbox])
        return [_card(*row) for row in cursor.fetchall()]


def hold_card(customer_id: int, viewer: Actor) -> Card:
    """One card, held; out of the viewer's areas: NotFound."""
    rows = visible_to(viewer).filter(pk=customer_id).annotate(has_own_terms=with_own_terms())
    row = locks.hold_rows(rows).values_list(*_COLUMNS).first()
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
    has_own_terms: bool,
) -> Card:
    return Card(
        holder=Holder(card_id, f"{first_name} {last_name}".strip(), number),
        first_name=first_name,
        last_name=last_name,
        email=email,
        phone=phone,
        max_future_bookings=max_future_bookings,
        is_archived=archived_at is not None,
        has_own_terms=has_own_terms,
    )


def terms_of(card: Card | None) -> Mapping[int, OwnTerms]:
    """The card's own terms of services (S51), which most cards do not have; nobody known has none."""
    return own_terms_of(card.id) if card is not None and card.has_own_terms else {}


class Standing:
    """What is known of the cards a booking may be for, and the decisions about them; an unknown person is a card
    without a past. The facts are read once, as soon as the rules of the business are known.

    `without` is a visit that is being decided about itself, and does not count.
    """

    def __init__(self, deed: Deed, cards: Sequence[Card], *, without: UUID | None = None) -> None:
        self._deed = deed
        self._limits = {card.id: card.max_future_bookings for card in cards}
        self._without = without
        self._facts: tuple[Facts, ...] | None = None

    def facts(self, policy: Policy) -> tuple[Facts, ...]:
        """The facts of each card."""
        if self._facts is None:
            found = facts_of(self._limits, business=self._deed.business, policy=policy, now=self._deed.now)
            self._facts = tuple(map(self._counted, found.values())) or (Facts(),)
        return self._facts

    def decide(
        self, questions: Sequence[Question], policy: Policy, *, identity: CustomerIdentity | None = None
    ) -> Decision:
        """The strictest answer of all cards to all questions of a visit; one that needs approval makes all of it so."""
        proven = identity.customer_id if identity else None
        decisions = [
            decide(
                replace(facts, question=question, is_proven=proven is not None and facts.customer_id == proven),
                policy,
                self._deed.now,
            )
            for question in questions
            for facts in self.facts(policy)
        ]
        needs_approval = any(one.needs_approval for one in decisions)
        return replace(strictest(decisions), needs_approval=needs_approval)

    def is_open_to(self, frame: Frame, offer: Offer) -> bool:
        """Whether no ban or rule keeps these customers from this employee (S18): with anyone, others are looked for."""
        return all(is_offered_to(facts, frame, offer, self._deed.now) for facts in self.facts(frame.policy))

    def _counted(self, facts: Facts) -> Facts:
        if self._without is None:
            return facts
        return replace(facts, coming=tuple(one for one in facts.coming if one.visit != self._without))


def holder_for(deed: Deed, joining: Joining, booker: Booker, location_id: int | None) -> Holder:
    """The card the booking joins, or a new one of what was typed, in the area of the place she comes to."""
    if joining.card is not None:
        return joining.card.holder
    details = CustomerDetails(
        first_name=booker.first_name,
        last_name=booker.last_name,
        email=booker.email,
        phone=booker.phone,
        language=booker.language,
        wants_sms=booker.wants_sms is not False,
        area_id=None if location_id is None else get_location(location_id).area_id,
        is_possible_match=bool(joining.possible_matches),
    )
    made = create_customer(business=deed.business, actor=deed.actor, now=deed.now, details=details)
    return Holder(made.id, made.name, made.number)
