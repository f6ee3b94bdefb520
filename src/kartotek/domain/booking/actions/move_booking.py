"""Move a booking to another time or employee, or make it longer or shorter; never refused for the limit (S7)."""

from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.access.values import Channel, CustomerIdentity, Decision, Policy, RefusalKind
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking.actions.answering import texts_in, values_of
from kartotek.domain.booking.actions.calendars import check_calendars
from kartotek.domain.booking.actions.cards import Standing, hold_card, terms_of
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.freed import time_came_free
from kartotek.domain.booking.actions.holding import check_notice, hold_booking
from kartotek.domain.booking.actions.occupying import hold_time
from kartotek.domain.booking.actions.overriding import check_override, check_squeeze
from kartotek.domain.booking.actions.placing import Placed, hold_employees, place, question_about
from kartotek.domain.booking.actions.refusing import Refusing, refuse, until_settled, with_alternatives
from kartotek.domain.booking.actions.telling import tell_change
from kartotek.domain.booking.actions.writing import names
from kartotek.domain.booking.decisions.asking import check_length, check_texts, check_wishes
from kartotek.domain.booking.decisions.checking import is_on_grid, is_whole_minute
from kartotek.domain.booking.decisions.matching import Card, Joining
from kartotek.domain.booking.errors import NotAStart, SeatStays, SlotTaken, WrongStep
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import get_booking, item_of
from kartotek.domain.booking.values.bookings import BookingItem, Move, OnlineBooking, Status, Wish
from kartotek.domain.booking.values.telling import WHY_MOVED
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.values import Event
from kartotek.kernel.errors import KartotekError
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version


def move_booking(*, business: BusinessLike, actor: Actor, now: datetime, move: Move) -> BookingItem:
    """Move one booking. A customer keeps the notice, and raises NoticePassed, CustomerRefused, TooSoon and the like;
    staff raise NeedsOverride and NotPermitted. Both: NotFound, Invalid, NotAStart, Stale, WrongStep, SlotTaken.
    """
    check_wishes([Wish(0, move.starts_at)])
    check_texts(override_reason=move.override_reason, **texts_in(move.notes))
    check_length(move.duration_minutes)
    deed = Deed(business, actor, now)
    try:
        result = until_settled(lambda: _move(deed, move))
    except SlotTaken:
        result = SlotTaken()
    if isinstance(result, SlotTaken):
        booking = get_booking(move.booking_id, viewer=actor)
        raise with_alternatives(deed, _wish(move, booking), customer_id=booking.customer_id)
    if isinstance(result, KartotekError):
        raise result
    return result


def _wish(move: Move, booking: BookingItem) -> Wish:
    """What the booking is to be; a length that staff gave it goes with it."""
    own = booking.own_minutes if move.duration_minutes is None else move.duration_minutes
    resources = booking.resource_ids if booking.has_own_resources else None
    return Wish(booking.service_id, move.starts_at, move.employee_id or booking.employee_id, own, resources)


@dataclass(frozen=True)
class _Case:
    """Everything a move is decided on."""

    row: Booking
    card: Card
    policy: Policy
    placed: Placed
    decision: Decision


def _move(deed: Deed, move: Move) -> BookingItem | KartotekError:
    is_online = deed.actor.kind is ActorKind.CUSTOMER
    with locks.holding():
        case = _case(deed, move, is_online=is_online)
        if is_online:
            if (error := _refused_online(deed, move, case)) is not None:
                return error
        else:
            _check_staff(deed.actor, move, case)
        locks.pause_point()
        return _write(deed, move, case)


def _case(deed: Deed, move: Move, *, is_online: bool) -> _Case:
    """Hold customer, employees and booking, in this order, and look again."""
    seen = get_booking(move.booking_id, viewer=deed.actor)
    if seen.session_id is not None:
        raise SeatStays
    card = hold_card(seen.customer_id, deed.actor)
    wish = _wish(move, seen)
    # Both, sorted: two moves that cross would each change what the other one waits for.
    hold_employees({seen.employee_id, wish.employee_id or seen.employee_id})
    terms = terms_of(card)
    [placed] = place(deed.business, [wish], is_online=is_online, without_booking=seen.id, terms=terms)
    row = hold_booking(move.booking_id, deed.actor)
    _check_step(row, placed)
    check_version(row, move.expected_version)
    question = question_about(placed, Channel.ONLINE if is_online else Channel.STAFF, is_move=True)
    policy = placed.frame.policy
    decision = Standing(deed, [card]).decide([question], policy, identity=move.identity)
    return _Case(row, card, policy, placed, decision)


def _check_step(row: Booking, placed: Placed) -> None:
    """Raise WrongStep for what is over; of somebody who is in the house only the end may change."""
    movable = {Status.PENDING.value, Status.CONFIRMED.value}
    if row.status not in (movable if _is_elsewhere(row, placed) else movable | {Status.ARRIVED.value}):
        raise WrongStep


def _is_elsewhere(row: Booking, placed: Placed) -> bool:
    """Whether start or employee change, of which a customer is told; that it takes longer is the house's affair."""
    return (row.starts_at, row.employee_id) != (placed.starts_at, placed.offer.employee_id)


def _refused_online(deed: Deed, move: Move, case: _Case) -> KartotekError | None:
    check_notice(case.row, case.policy, deed.now)
    if not is_on_grid(move.starts_at, case.placed.frame.rules):
        raise NotAStart
    if case.decision.is_refused:
        question = question_about(case.placed, Channel.ONLINE, is_move=True)
        refusing = Refusing(case.decision, question, case.policy, move.language, RefusalKind.MOVE)
        request = OnlineBooking((), move.language, identity=_own(move, case.card))
        return refuse(deed, refusing, Joining(case.card), request)
    return None if case.placed.is_free else SlotTaken()


def _own(move: Move, card: Card) -> CustomerIdentity | None:
    """The proven person if the booking is hers: who holds somebody else's link learns nothing of that card (S22)."""
    identity = move.identity
    return identity if identity is not None and identity.customer_id == card.id else None


def _check_staff(actor: Actor, move: Move, case: _Case) -> None:
    if not is_whole_minute(move.starts_at):
        raise NotAStart
    check_calendars(actor, {case.row.employee_id, case.placed.offer.employee_id})
    # that somebody who is here stays a while longer asks for no reason, unless the house is closed by then
    if _is_elsewhere(case.row, case.placed) or not case.placed.look.is_within_hours:
        check_override(actor, case.decision, move.override_reason)
    check_squeeze(actor, is_free=case.placed.is_free, is_squeezed=move.is_squeezed, reason=move.override_reason)


def _write(deed: Deed, move: Move, case: _Case) -> BookingItem:
    row, placed = case.row, case.placed
    changes: dict[str, tuple[object, object]] = {
        "starts_at": (row.starts_at.isoformat(), placed.starts_at.isoformat()),
        "duration_minutes": (_minutes(row), placed.offer.duration_minutes),
        "employee": (row.employee_id, placed.offer.employee_id),
    }
    is_elsewhere = _is_elsewhere(row, placed)
    for name, value in values_of(row, move.notes).items():
        changes[name] = (getattr(row, name), value)
        setattr(row, name, value)
    if row.employee_id != placed.offer.employee_id:
        row.price = placed.offer.price
    time_came_free(row.business_id, row.employee_id)
    row.employee_id, row.starts_at, row.ends_at = placed.offer.employee_id, placed.starts_at, placed.ends_at
    row.own_minutes, row.is_squeezed = placed.own_minutes, not placed.is_free
    _set_gap(row, placed)
    if move.override_reason:
        row.override_reason, row.overridden_at, row.overridden_by = move.override_reason, deed.now, deed.actor.name
    if (placed.frame.needs_approval or case.decision.needs_approval) and deed.channel == "online":
        row.status = Status.PENDING.value  # what was approved was another time
    row.version += 1
    hold_time(row, placed)
    row.save()
    deed.record("booking.moved", row, _differing(changes), move.override_reason)
    item = item_of(row, names(placed, case.card.holder))
    event = Event.BOOKING_REQUESTED if item.status is Status.PENDING else Event.BOOKING_MOVED
    tell_change(deed, item, event if is_elsewhere else None, WHY_MOVED)
    return item


def _set_gap(row: Booking, placed: Placed) -> None:
    row.gap_after_minutes = placed.gap.after_minutes if placed.gap else None
    row.gap_minutes = placed.gap.minutes if placed.gap else None


def _minutes(row: Booking) -> int:
    return int((row.ends_at - row.starts_at).total_seconds()) // 60


def _differing(changes: dict[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    return {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
