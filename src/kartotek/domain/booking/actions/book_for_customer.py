"""Staff book for a customer: rules warn, a permitted person overrides them with a reason or squeezes in (S5)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from kartotek.domain.access.values import Channel
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.answering import answers_by_staff
from kartotek.domain.booking.actions.calendars import check_calendars
from kartotek.domain.booking.actions.cards import Standing, hold_card, terms_of
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.overriding import check_override, check_squeeze
from kartotek.domain.booking.actions.placing import Placed, place, question_about
from kartotek.domain.booking.actions.refusing import until_settled, with_alternatives
from kartotek.domain.booking.actions.seats import has_seat, place_seat
from kartotek.domain.booking.actions.writing import Extras, write_visit
from kartotek.domain.booking.decisions.asking import check_texts, check_wishes
from kartotek.domain.booking.decisions.checking import is_whole_minute
from kartotek.domain.booking.decisions.matching import Card
from kartotek.domain.booking.errors import AlreadyBooked, ClassFull, NotAStart, SlotTaken
from kartotek.domain.booking.values.bookings import StaffBooking, Visit
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import KartotekError
from kartotek.plumbing import locks


def book_for_customer(*, business: BusinessLike, actor: Actor, now: datetime, request: StaffBooking) -> Visit:
    """Book one visit or a seat. Raises Invalid, NotFound, NotAStart, NotPermitted, NeedsOverride with the decision,
    SlotTaken, ClassFull, AlreadyBooked.
    """
    if request.session_id is None:
        check_wishes(request.wishes)
    check_texts(note=request.note, internal_note=request.internal_note, override_reason=request.override_reason)
    if not all(is_whole_minute(wish.starts_at) for wish in request.wishes):
        raise NotAStart
    deed = Deed(business, actor, now)
    try:
        result = until_settled(lambda: _book(deed, request))
    except SlotTaken as taken:
        raise with_alternatives(deed, request.wishes[0], customer_id=request.customer_id) from taken
    if isinstance(result, KartotekError):
        raise result
    return result


def _book(deed: Deed, request: StaffBooking) -> Visit:
    with locks.holding():
        card = hold_card(request.customer_id, deed.actor)
        placed = _placed(deed, request, card)
        check_calendars(deed.actor, [one.offer.employee_id for one in placed])
        answers = answers_by_staff(request.extra_fields, placed)
        questions = [question_about(one, Channel.STAFF) for one in placed]
        policy = placed[0].frame.policy
        decision = Standing(deed, [card]).decide(questions, policy)
        check_override(deed.actor, decision, request.override_reason)
        _check_places(deed.actor, placed, request)
        locks.pause_point()
        extras = Extras(request.note, request.internal_note, request.override_reason, answers=answers)
        visit = uuid4()
        return Visit(visit, write_visit(deed, visit, card.holder, placed, extras), decision)


def _placed(deed: Deed, request: StaffBooking, card: Card) -> list[Placed]:
    if request.session_id is None:
        return place(deed.business, request.wishes, is_online=False, terms=terms_of(card))
    return [place_seat(deed.business, request.session_id, is_online=False)]


def _check_places(actor: Actor, placed: Sequence[Placed], request: StaffBooking) -> None:
    if request.session_id is not None:
        _check_seat(request.session_id, request.customer_id, is_free=placed[0].is_free)
        return
    for one in placed:
        check_squeeze(actor, is_free=one.is_free, is_squeezed=request.is_squeezed, reason=request.override_reason)


def _check_seat(session_id: int, customer_id: int, *, is_free: bool) -> None:
    """Nobody is squeezed into a class: there are never more in it than it has seats."""
    if has_seat(session_id, customer_id):
        raise AlreadyBooked
    if not is_free:
        raise ClassFull
