"""Somebody begins to wait for a place that is taken, or stops (S9). What refuses a booking refuses this too (S12)."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from kartotek.domain.access.actions import start_proof
from kartotek.domain.access.errors import ProofRequired
from kartotek.domain.access.values import Address, Decision, Policy, Question, RefusalKind
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.actions.book_online import joining_of, settled_booker
from kartotek.domain.booking.actions.cards import Standing, hold_card, hold_cards_of, names_to_hold
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.freed import look_for_places
from kartotek.domain.booking.actions.offers import free_place, hold_entry
from kartotek.domain.booking.actions.proving import address_to_prove
from kartotek.domain.booking.actions.refusing import Refusing, refuse
from kartotek.domain.booking.decisions.matching import Card, Joining, sharing
from kartotek.domain.booking.decisions.offering import question_of
from kartotek.domain.booking.decisions.waiting import date_problems, may_leave
from kartotek.domain.booking.errors import BadRange, WaitlistFull
from kartotek.domain.booking.models import ClassSession, WaitlistEntry
from kartotek.domain.booking.queries.availability import get_frame
from kartotek.domain.booking.queries.waiting import entry_id_of, wait_item
from kartotek.domain.booking.values.availability import Frame
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking
from kartotek.domain.booking.values.waiting import MOST_ENTRIES, OPEN, WaitItem, WaitRequest, WaitState
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import Conflict, KartotekError, NotFound, invalid
from kartotek.kernel.periods import local_date
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

_OPEN = [state.value for state in OPEN]
_NOT_PERFORMED = gettext_noop("This employee does not perform this service.")


class NothingToLeave(Conflict):
    """You are not on this waiting list any more."""

    code = "not_waiting"


@dataclass(frozen=True)
class _Wanted:
    """What is waited for."""

    frame: Frame
    question: Question
    session: ClassSession | None


def join_waitlist(*, business: BusinessLike, actor: Actor, now: datetime, request: WaitRequest) -> WaitItem:
    """Begin to wait. Raises Invalid, NotFound, ProofRequired, CustomerRefused (which is recorded), TooSoon, TooLate,
    WaitlistFull.
    """
    deed = Deed(business, actor, now)
    asked = replace(request, booker=settled_booker(request.booker, request.identity, business.country))
    today = local_date(now, ZoneInfo(business.timezone))
    if problems := date_problems(asked.from_on, asked.to_on, today):
        raise BadRange(problems=problems)
    result = _join(deed, asked, _wanted(business, asked))
    if isinstance(result, Address):
        proof = start_proof(business=business, address=result, language=request.language, actor=actor, now=now)
        raise ProofRequired(proof)
    if isinstance(result, KartotekError):
        raise result
    return result


def leave_waitlist(*, business: BusinessLike, actor: Actor, now: datetime, token: str) -> WaitItem:
    """Stop waiting; a place on offer goes to the next. Raises NotFound, NothingToLeave."""
    return _leave(Deed(business, actor, now), entry_id_of(token))


def remove_from_waitlist(*, business: BusinessLike, actor: Actor, now: datetime, entry_id: int) -> WaitItem:
    """Staff take somebody off the list."""
    return _leave(Deed(business, actor, now), entry_id)


def _leave(deed: Deed, entry_id: int) -> WaitItem:
    with locks.holding():
        row = hold_entry(entry_id, deed.actor)
        if not may_leave(wait_item(row, deed.now).state):
            raise NothingToLeave
        free_place(row)
        row.state, row.settled_at = WaitState.LEFT.value, deed.now
        row.save()
        _record(deed, "waitlist.left", row)
        look_for_places(deed.business.id, row.service_id)
        return wait_item(row, deed.now)


def _wanted(business: BusinessLike, request: WaitRequest) -> _Wanted:
    session = None
    if request.session_id is not None:
        session = ClassSession.objects.filter(pk=request.session_id, cancelled_at=None).first()
        if session is None:
            raise NotFound
    service_id = session.service_id if session else request.service_id
    if service_id is None:
        raise invalid("service", "required", gettext_noop("This must not be empty."))
    frame = get_frame(business, service_id)
    if not frame.is_online:
        raise NotFound
    if frame.is_class and session is None:
        raise invalid("session", "required", gettext_noop("Choose the date of the class."))
    return _Wanted(frame, _question(frame, request, session), session)


def _question(frame: Frame, request: WaitRequest, session: ClassSession | None) -> Question:
    employee_id = session.employee_id if session else request.employee_id
    offers = [offer for offer in frame.offers if offer.employee_id == employee_id and (session or offer.is_online)]
    if request.employee_id is not None and not offers:
        raise invalid("employee", "unknown", _NOT_PERFORMED)
    asked = question_of(frame, offers[0] if offers else None)
    return replace(asked, employee_id=employee_id, starts_at=session.starts_at if session else None)


def _join(deed: Deed, request: WaitRequest, wanted: _Wanted) -> WaitItem | KartotekError | Address:
    own_card = request.identity.customer_id if request.identity else None
    booker = request.booker or Booker()
    with locks.holding(*([] if own_card else names_to_hold(deed.business.id, booker))):
        cards = [hold_card(own_card, deed.actor)] if own_card else hold_cards_of(deed.business.id, booker)
        same = cards if own_card else sharing(booker, cards)
        policy = wanted.frame.policy
        decision = Standing(deed, same).decide([wanted.question], policy, identity=request.identity)
        if (address := address_to_prove(decision, policy, booker, request.identity)) is not None:
            return address
        joining = joining_of(cards, request.booker, own_card)
        if decision.is_refused:
            return _refuse(deed, request, joining, decision, (wanted.question, policy))
        locks.pause_point()
        if _count(joining.card, booker) >= MOST_ENTRIES:
            return WaitlistFull()
        row = _write(deed, request, wanted, joining)
        look_for_places(deed.business.id, row.service_id)
        return wait_item(row, deed.now)


def _refuse(
    deed: Deed, request: WaitRequest, joining: Joining, decision: Decision, asked: tuple[Question, Policy]
) -> KartotekError:
    question, policy = asked
    refusing = Refusing(decision, question, policy, request.language, RefusalKind.WAITLIST)
    return refuse(deed, refusing, joining, OnlineBooking((), request.language, request.booker, request.identity))


def _count(card: Card | None, booker: Booker) -> int:
    """How often she waits already; the caller holds her card and her contacts."""
    mine = Q(customer_id=card.id) if card else Q(pk__in=[])
    if booker.email:
        mine |= Q(booker__email=booker.email)
    if booker.phone:
        mine |= Q(booker__phone=booker.phone)
    return WaitlistEntry.objects.filter(mine, state__in=_OPEN).count()


def _write(deed: Deed, request: WaitRequest, wanted: _Wanted, joining: Joining) -> WaitlistEntry:
    row = WaitlistEntry.objects.create(
        business_id=deed.business.id,
        customer_id=joining.card.id if joining.card else None,
        booker=asdict(request.booker) if request.booker else {},
        language=request.language,
        session=wanted.session,
        service_id=wanted.frame.service_id,
        employee_id=None if wanted.session else request.employee_id,
        from_on=request.from_on,
        to_on=request.to_on,
        created_at=deed.now,
    )
    _record(deed, "waitlist.joined", row)
    return row


def _record(deed: Deed, action: str, row: WaitlistEntry) -> None:
    target = Target("waitlist", row.pk, row.customer_id)
    record(actor=deed.actor, now=deed.now, business_id=deed.business.id, action=action, target=target)
