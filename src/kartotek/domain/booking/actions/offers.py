"""Who gets a place that came free? The first who waits for it and may have it, for half an hour (S9).

An offer occupies its place: a seat, or an exclusive occupancy of its own (joint 4). One service is looked after by one
transaction at a time, so that a place is offered once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.access.values import Channel, CustomerIdentity
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.actions.book_online import attempt, joining_of
from kartotek.domain.booking.actions.cards import Standing, hold_card, hold_cards_of, names_to_hold, terms_of
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.freed import look_for_places
from kartotek.domain.booking.actions.placing import Placed, hold_employees, place, question_about
from kartotek.domain.booking.actions.seats import free_seat, has_seat, place_seat, take_seat
from kartotek.domain.booking.actions.telling_offers import tell_offer
from kartotek.domain.booking.decisions.matching import Card, sharing
from kartotek.domain.booking.decisions.waiting import stretches
from kartotek.domain.booking.errors import NoOffer
from kartotek.domain.booking.models import Occupancy, ResourceUse, WaitlistEntry
from kartotek.domain.booking.queries.availability import get_availability, get_frame
from kartotek.domain.booking.queries.waiting import booker_of, entry_id_of, wait_item
from kartotek.domain.booking.values.availability import ForWhom
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Visit, Wish
from kartotek.domain.booking.values.terms import USUAL
from kartotek.domain.booking.values.waiting import OFFER_LASTS, WaitState
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import KartotekError, NotFound
from kartotek.kernel.periods import local_date
from kartotek.plumbing import locks

_Stretch = tuple[int, datetime, datetime]
MOST_LOOKED_AT = 200  # who waits behind so many has no chance of the place that came free


def offer_places(*, business: BusinessLike, actor: Actor, now: datetime, service_id: int) -> int:
    """Offer what is free to those who wait, in the order in which they came; how many offers were made."""
    deed = Deed(business, actor, now)
    waiting = WaitlistEntry.objects.filter(service_id=service_id, state=WaitState.WAITING.value)
    ids = list(waiting.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST_LOOKED_AT])
    return sum(_offer(deed, entry_id, service_id) for entry_id in ids)


def expire_offers(*, business: BusinessLike, actor: Actor, now: datetime) -> int:
    """Write down which offers have run out, let their places go, and have the next ones looked at; how many."""
    deed = Deed(business, actor, now)
    over = WaitlistEntry.objects.filter(state=WaitState.OFFERED.value, offer_until__lte=now)
    return sum(_expire(deed, entry_id) for entry_id in over.order_by("pk").values_list("pk", flat=True))


def accept_offer(*, business: BusinessLike, actor: Actor, now: datetime, token: str) -> Visit:
    """Book the place on offer; access, limit and room are decided again (S9, S10).

    Raises NotFound, NoOffer, CustomerRefused (recorded; the offer stays until it runs out), AlreadyBooked, TooSoon.
    """
    deed = Deed(business, actor, now)
    entry_id = entry_id_of(token)
    seen = WaitlistEntry.objects.filter(pk=entry_id).first()
    if seen is None:
        raise NotFound
    booker = booker_of(seen) or Booker()
    with locks.holding(*names_to_hold(business.id, booker)):
        _hold_cards(deed, seen, booker)
        row = hold_entry(entry_id, actor)
        offer = wait_item(row, now).offer
        if offer is None:
            raise NoOffer
        hold_employees([offer.employee_id])  # before the time comes free, or we wait in a ring with who holds it
        held = free_place(row)
        result = attempt(deed, _request(row))
        if isinstance(result, Visit):
            row.state, row.settled_at = WaitState.ACCEPTED.value, now
            row.save()
            _record(deed, "waitlist.accepted", row)
        else:
            _hold_place(row, held)
    if isinstance(result, Visit):
        return result
    raise result if isinstance(result, KartotekError) else NoOffer


def hold_entry(entry_id: int, viewer: Actor) -> WaitlistEntry:
    """The entry, held; of another business or out of the viewer's areas: NotFound."""
    rows = WaitlistEntry.objects.select_related("service", "employee", "session", "offer_employee", "customer")
    rows = rows.filter(pk=entry_id)
    if viewer.area_ids is not None:
        rows = rows.filter(customer__area_id__in=viewer.area_ids)
    row = locks.hold_rows(rows).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True)
class _Held:
    """What an offer occupied: (employee, from, until) each, and (resource, from, until)."""

    times: tuple[_Stretch, ...] = ()
    uses: tuple[_Stretch, ...] = ()


def free_place(row: WaitlistEntry) -> _Held:
    """Let go of what an offer occupies, if it does; the caller holds the entry."""
    if row.state != WaitState.OFFERED.value:
        return _Held()
    if row.session_id is not None:
        free_seat(row.session_id)
        return _Held()
    taken, used = Occupancy.objects.filter(offer=row), ResourceUse.objects.filter(offer=row)
    held = _Held(
        tuple(taken.values_list("employee_id", "starts_at", "ends_at")),
        tuple(used.values_list("resource_id", "starts_at", "ends_at")),
    )
    taken.delete()
    used.delete()
    return held


def _hold_place(row: WaitlistEntry, held: _Held) -> None:
    if row.session_id is not None:
        take_seat(row.session_id)
        return
    Occupancy.objects.bulk_create(
        Occupancy(business_id=row.business_id, employee_id=who, offer=row, starts_at=starts_at, ends_at=ends_at)
        for who, starts_at, ends_at in held.times
    )
    ResourceUse.objects.bulk_create(
        ResourceUse(business_id=row.business_id, resource_id=one, offer=row, starts_at=starts_at, ends_at=ends_at)
        for one, starts_at, ends_at in held.uses
    )


def _request(row: WaitlistEntry) -> OnlineBooking:
    """What she would have sent herself."""
    identity = None
    if not row.booker and row.customer is not None:  # she was signed in when she began to wait
        identity = CustomerIdentity(0, "email", row.customer.email, row.customer_id, "", row.language, row.created_at)
    wishes: tuple[Wish, ...] = ()
    if row.session_id is None and row.offer_starts_at is not None:
        wishes = (Wish(row.service_id, row.offer_starts_at, row.offer_employee_id),)
    return OnlineBooking(wishes, row.language, booker_of(row), identity, session_id=row.session_id, is_vouched=True)


def _hold_cards(deed: Deed, row: WaitlistEntry, booker: Booker) -> list[Card]:
    if not row.booker and row.customer_id is not None:
        return [hold_card(row.customer_id, deed.actor)]
    return sharing(booker, hold_cards_of(deed.business.id, booker))


def _offer(deed: Deed, entry_id: int, service_id: int) -> int:
    """One entry, one transaction: 1 when it was offered a place."""
    seen = WaitlistEntry.objects.get(pk=entry_id)
    booker = booker_of(seen) or Booker()
    names = [f"{deed.business.id} waitlist {service_id}", *names_to_hold(deed.business.id, booker)]
    with locks.holding(*names):
        cards = _hold_cards(deed, seen, booker)
        row = hold_entry(entry_id, deed.actor)
        if row.state != WaitState.WAITING.value:
            return 0
        standing, card = Standing(deed, cards), _card_of(row, cards)
        placed = _seat(deed, row, cards) if row.session_id is not None else _time(deed, row, standing, card)
        if placed is None or not placed.is_free:
            return 0
        if standing.decide([question_about(placed, Channel.ONLINE)], placed.frame.policy).is_refused:
            return 0
        row.state, row.offer_until = WaitState.OFFERED.value, deed.now + OFFER_LASTS
        row.offer_starts_at, row.offer_employee_id = placed.starts_at, placed.offer.employee_id
        row.save()
        _hold_place(row, _held_by(placed))
        _record(deed, "waitlist.offered", row)
        tell_offer(deed, row, placed)
        return 1


def _held_by(placed: Placed) -> _Held:
    who, use = placed.offer.employee_id, placed.use
    return _Held(
        tuple((who, one.starts_at, one.ends_at) for one in placed.held),
        tuple((one, use.starts_at, use.ends_at) for one in placed.resource_ids),
    )


def _seat(deed: Deed, row: WaitlistEntry, cards: list[Card]) -> Placed | None:
    """A seat of the session, unless she has one by now or the session is not held any more."""
    session_id = row.session_id or 0
    if any(has_seat(session_id, card.id) for card in cards):
        return None
    try:
        return place_seat(deed.business, session_id, is_online=True)
    except NotFound:
        return None


def _card_of(row: WaitlistEntry, cards: list[Card]) -> Card | None:
    """The card a booking of hers would join, whose terms count (S51)."""
    own_card = row.customer_id if not row.booker else None
    return joining_of(cards, booker_of(row), own_card).card


def _time(deed: Deed, row: WaitlistEntry, standing: Standing, card: Card | None) -> Placed | None:
    """The first free start on the days she waits for, with somebody who is not closed to her."""
    business, now = deed.business, deed.now
    try:
        frame = get_frame(business, row.service_id)
    except NotFound:
        return None
    terms = terms_of(card)
    own = terms.get(row.service_id, USUAL)
    closed = {offer.employee_id for offer in frame.offers if not standing.is_open_to(frame, offer)}
    today = local_date(now, ZoneInfo(business.timezone))
    last_on = today + timedelta(days=frame.rules.horizon_days)
    for dates in stretches(row.from_on, row.to_on, today, last_on):
        try:
            found = get_availability(
                business=business,
                service_id=row.service_id,
                employee_id=row.employee_id,
                dates=dates,
                now=now,
                whom=ForWhom(closed, own.duration_minutes),
            )
        except NotFound:  # it is not booked online any more
            return None
        slot = next((slot for day in found.days for slot in day.slots), None)
        if slot is not None:
            wish = Wish(row.service_id, slot.starts_at, slot.employee_ids[0])
            return place(business, [wish], is_online=True, terms=terms)[0]
    return None


def _expire(deed: Deed, entry_id: int) -> int:
    with locks.holding():
        row = hold_entry(entry_id, deed.actor)
        if row.state != WaitState.OFFERED.value or row.offer_until is None or row.offer_until > deed.now:
            return 0
        free_place(row)
        row.state, row.settled_at = WaitState.EXPIRED.value, deed.now
        row.save()
        _record(deed, "waitlist.expired", row)
        look_for_places(deed.business.id, row.service_id)
        return 1


def _record(deed: Deed, action: str, row: WaitlistEntry) -> None:
    target = Target("waitlist", row.pk, row.customer_id)
    record(actor=deed.actor, now=deed.now, business_id=deed.business.id, action=action, target=target)
