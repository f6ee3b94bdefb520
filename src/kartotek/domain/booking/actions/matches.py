"""Whose card is it really? Marks for staff to look at, and what they answer (S20, S21)."""

from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import SYSTEM, Actor, Target
from kartotek.domain.booking.actions.cards import hold_card
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.holding import hold_booking
from kartotek.domain.booking.actions.telling import tell_change
from kartotek.domain.booking.decisions.matching import differences
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import get_booking, item_of, names_of
from kartotek.domain.booking.queries.doubts import hidden_from
from kartotek.domain.booking.values.bookings import Booker, BookingItem
from kartotek.domain.booking.values.telling import WHY_CHANGED
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.actions import archive_customer
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import find_possible_duplicates, get_customer
from kartotek.kernel.errors import Conflict, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import write_changes

MOST_ALIKE = 3  # a name that many share says nothing
_NOT_MARKED = gettext_noop("This card was not marked as a possible match.")


class SeatTaken(Conflict):
    """This customer has a seat in that class already."""

    code = "already_booked"


def mark_near_names(*, business: BusinessLike, actor: Actor, now: datetime, customer_id: int) -> int:
    """Mark the open bookings of a new card with the cards called alike; how many were found. Refuses nobody (S20)."""
    card = get_customer(customer_id, viewer=actor)
    alike = find_possible_duplicates(card, business=business, viewer=actor, most=MOST_ALIKE + 1)
    if not 0 < len(alike) <= MOST_ALIKE:
        return 0
    deed = Deed(business, actor, now)
    with locks.holding():
        card_row = locks.hold_rows(Customer.objects.filter(pk=customer_id)).get()
        for row in locks.hold_rows(Booking.objects.filter(customer_id=customer_id)):
            known = {match["customer"] for match in row.possible_matches}
            found = [{"customer": one.id, "why": one.why[0].value} for one in alike if one.id not in known]
            if changed := write_changes(row, {"possible_matches": [*row.possible_matches, *found]}):
                deed.record("booking.match_marked", row, changed)
        write_changes(card_row, {"is_possible_match": True})
    return len(alike)


def settle_match(
    *, business: BusinessLike, actor: Actor, now: datetime, booking_id: int, same_as: int | None
) -> BookingItem:
    """Staff say who it was: nobody known (None), or the customer of a marked card, to which the whole visit goes.

    An inspector knows nobody outside her areas, so with None the marks of such cards stay for others to answer.

    What was typed differently from that card becomes a proposal (S21); the card that the booking had made, left with
    nothing, is archived. Raises NotFound, Invalid, SeatTaken.
    """
    deed = Deed(business, actor, now)
    with locks.holding():
        seen = get_booking(booking_id, viewer=actor)
        if same_as is not None and same_as not in {match.customer_id for match in seen.possible_matches}:
            raise invalid("customer", "unknown", _NOT_MARKED)
        cards = {one: hold_card(one, actor) for one in sorted({seen.customer_id, same_as or seen.customer_id})}
        old = cards[seen.customer_id]
        values: dict[str, object] = {}
        if same_as is not None:
            typed = Booker(old.first_name, old.last_name, old.email, old.phone)
            values |= {"customer_id": same_as, "proposal": differences(typed, cards[same_as])}
        for row in locks.hold_rows(Booking.objects.filter(visit=seen.visit, customer_id=seen.customer_id)):
            if same_as is not None:
                _check_seat(row, same_as)
            left = [] if same_as is not None else _left_to_others(row, actor)
            if changed := write_changes(row, {**values, "possible_matches": left}):
                deed.record("booking.match_settled", row, changed)
        _settle_card(old.id, actor, now)
        row = hold_booking(booking_id, actor)
        item = item_of(row, names_of(row))
        if same_as is not None:
            tell_change(deed, item, None, WHY_CHANGED)
        return item


def _left_to_others(row: Booking, actor: Actor) -> list[dict[str, object]]:
    """The marks that name cards the actor may not know of."""
    hidden = hidden_from(actor, [match["customer"] for match in row.possible_matches])
    return [match for match in row.possible_matches if match["customer"] in hidden]


def _check_seat(row: Booking, customer_id: int) -> None:
    """One seat a person in a class."""
    is_seat = row.session_id is not None
    if is_seat and Booking.objects.filter(session_id=row.session_id, customer_id=customer_id).exists():
        raise SeatTaken


def _settle_card(customer_id: int, actor: Actor, now: datetime) -> None:
    """A card without doubtful bookings is no possible match any more; one that is left with nothing is put away."""
    left = Booking.objects.filter(customer_id=customer_id)
    row = locks.hold_rows(Customer.objects.filter(pk=customer_id)).get()
    if not row.is_possible_match or left.exclude(possible_matches=[]).exists():
        return
    changed = write_changes(row, {"is_possible_match": False})
    record(
        actor=actor,
        now=now,
        business_id=row.business_id,
        action="customer.match_settled",
        target=Target("customer", customer_id, customer_id),
        changes=changed,
    )
    if not left.exists():
        archive_customer(actor=SYSTEM, now=now, customer_id=customer_id)
