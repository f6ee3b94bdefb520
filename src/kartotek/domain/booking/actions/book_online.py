"""A customer books on the booking site or by the public API: who, may they, is there room, in one transaction (S10).

A refusal is written down inside the transaction and raised after it (joint 1).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from kartotek.domain.access.actions import start_proof
from kartotek.domain.access.errors import ProofRequired
from kartotek.domain.access.values import Address, Channel, CustomerIdentity, Decision, Policy, Question, RefusalKind
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.answering import Answers, answers_online
from kartotek.domain.booking.actions.cards import (
    Standing,
    hold_card,
    hold_cards_of,
    holder_for,
    names_to_hold,
    terms_of,
)
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.placing import Placed, place, question_about
from kartotek.domain.booking.actions.proving import address_to_prove
from kartotek.domain.booking.actions.refusing import Refusing, refuse, until_settled, with_alternatives
from kartotek.domain.booking.actions.seats import has_seat, place_seat
from kartotek.domain.booking.actions.writing import Extras, write_visit
from kartotek.domain.booking.decisions.asking import check_texts, check_wishes, checked_booker
from kartotek.domain.booking.decisions.checking import is_on_grid
from kartotek.domain.booking.decisions.matching import Card, Joining, differences, join_card, sharing
from kartotek.domain.booking.errors import AlreadyBooked, ClassFull, NotAStart, SlotTaken
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Visit
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import KartotekError
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue


def book_online(*, business: BusinessLike, actor: Actor, now: datetime, request: OnlineBooking) -> Visit:
    """Book one visit or a seat, or raise: Invalid, NotFound, NotAStart, TooSoon, TooLate, OutsideHours, ProofRequired,
    CustomerRefused, SlotTaken with alternatives, ClassFull, AlreadyBooked. Nothing is written but the refusal when it
    raises.
    """
    if request.session_id is None:
        check_wishes(request.wishes)
    check_texts(note=request.note)
    asked = replace(request, booker=settled_booker(request.booker, request.identity, business.country))
    deed = Deed(business, actor, now)
    result = until_settled(lambda: attempt(deed, asked))
    if isinstance(result, SlotTaken):
        own_card = asked.identity.customer_id if asked.identity else None
        raise with_alternatives(deed, request.wishes[0], customer_id=own_card)
    if isinstance(result, Address):
        raise ProofRequired(
            start_proof(business=business, address=result, language=request.language, actor=actor, now=now)
        )
    if isinstance(result, KartotekError):
        raise result
    return result


def settled_booker(typed: Booker | None, identity: CustomerIdentity | None, region: str) -> Booker | None:
    """What was typed, checked; a proven address replaces the typed one of its kind. The signed in may leave it out."""
    if identity is not None and identity.customer_id is not None and typed is None:
        return None
    booker = typed or Booker()
    if identity is not None and identity.customer_id is None:
        is_phone = identity.channel == "sms"
        booker = replace(booker, phone=identity.address) if is_phone else replace(booker, email=identity.address)
    return checked_booker(booker, region)


@dataclass(frozen=True)
class _Case:
    """Everything a booking is decided on."""

    joining: Joining
    policy: Policy
    placed: list[Placed]
    questions: list[Question]
    decision: Decision
    answers: Answers

    @property
    def location_id(self) -> int | None:
        """Where she comes to, as far as that is known."""
        return self.placed[0].offer.location_id


def attempt(deed: Deed, request: OnlineBooking) -> Visit | KartotekError | Address:
    """One attempt: the visit, or what keeps it from being, or the address that has to be proven first."""
    own_card = request.identity.customer_id if request.identity else None
    with locks.holding(*([] if own_card else names_to_hold(deed.business.id, request.booker or Booker()))):
        case = _case(deed, request, own_card)
        booker = request.booker or Booker()
        address = address_to_prove(case.decision, case.policy, booker, request.identity)
        if address is not None and not request.is_vouched:
            return address
        joining = case.joining
        if case.decision.is_refused:
            locks.pause_point()
            kind = RefusalKind.BOOKING if request.session_id is None else RefusalKind.SEAT
            refusing = Refusing(case.decision, case.questions[0], case.policy, request.language, kind)
            return refuse(deed, refusing, joining, request)
        if (lost := _lost(case, request, joining)) is not None:
            return lost
        locks.pause_point()
        holder = holder_for(deed, joining, request.booker or Booker(), case.location_id)
        extras = Extras(
            request.note,
            possible_matches=joining.possible_matches,
            proposal=joining.proposal or {},
            needs_approval=case.decision.needs_approval,
            language=request.language,
            answers=case.answers,
        )
        visit = uuid4()
        bookings = write_visit(deed, visit, holder, case.placed, extras)
        if joining.card is None:
            enqueue("booking.mark_near_names", business=deed.business.id, customer=holder.id)
        return Visit(visit, bookings)


def _case(deed: Deed, request: OnlineBooking, own_card: int | None) -> _Case:
    booker = request.booker or Booker()
    cards = [hold_card(own_card, deed.actor)] if own_card else hold_cards_of(deed.business.id, booker)
    standing = Standing(deed, cards if own_card else sharing(booker, cards))
    joining = joining_of(cards, request.booker, own_card)
    placed = _placed(deed, request, standing, joining)
    policy = placed[0].frame.policy
    questions = [question_about(one, Channel.ONLINE) for one in placed]
    decision = standing.decide(questions, policy, identity=request.identity)
    return _Case(joining, policy, placed, questions, decision, answers_online(request, placed))


def _placed(deed: Deed, request: OnlineBooking, standing: Standing, joining: Joining) -> list[Placed]:
    if request.session_id is not None:
        return [place_seat(deed.business, request.session_id, is_online=True)]
    terms = terms_of(joining.card)
    placed = place(deed.business, request.wishes, is_online=True, is_open_to=standing.is_open_to, terms=terms)
    if not all(is_on_grid(one.starts_at, one.frame.rules) for one in placed):
        raise NotAStart
    return placed


def _lost(case: _Case, request: OnlineBooking, joining: Joining) -> KartotekError | None:
    """What somebody else, or the same person, has taken already."""
    is_free = all(one.is_free for one in case.placed)
    if request.session_id is None:
        return None if is_free else SlotTaken()
    if has_seat(request.session_id, joining.card.id if joining.card else None):
        return AlreadyBooked()
    return None if is_free else ClassFull()


def joining_of(cards: list[Card], booker: Booker | None, own_card: int | None) -> Joining:
    """Signed in: the own card, with what was typed differently as a proposal. Else S20."""
    if own_card is None:
        return join_card(booker or Booker(), cards)
    return Joining(cards[0], proposal=differences(booker, cards[0]) if booker else {})
