"""Change the notes and answers of a booking, or take over what its booker typed differently from the card (S21)."""

from collections.abc import Collection
from datetime import datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.answering import texts_in, values_of
from kartotek.domain.booking.actions.cards import hold_card
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.holding import hold_booking
from kartotek.domain.booking.decisions.asking import check_texts
from kartotek.domain.booking.queries.bookings import get_booking, item_of, names_of
from kartotek.domain.booking.values.bookings import BookingItem, NoteChanges
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.values import CustomerChanges
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


def edit_booking(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    booking_id: int,
    changes: NoteChanges,
    expected_version: int | None = None,
) -> BookingItem:
    """Change notes and answers to extra fields; raises NotFound, Stale, Invalid."""
    check_texts(**texts_in(changes))
    deed = Deed(business, actor, now)
    with locks.holding():
        row = hold_booking(booking_id, actor)
        check_version(row, expected_version)
        if changed := write_changes(row, values_of(row, changes)):
            deed.record("booking.edited", row, changed)
        return item_of(row, names_of(row))


def answer_proposal(
    *, business: BusinessLike, actor: Actor, now: datetime, booking_id: int, accepted: Collection[str]
) -> BookingItem:
    """Write the accepted fields to the card and forget the rest; raises NotFound, Invalid."""
    deed = Deed(business, actor, now)
    with locks.holding():
        hold_card(get_booking(booking_id, viewer=actor).customer_id, actor)
        row = hold_booking(booking_id, actor)
        proposal: dict[str, dict[str, str]] = row.proposal
        if not set(accepted) <= set(proposal):
            raise invalid("accept", "unknown", gettext_noop("This was not proposed."))
        changes = {name: proposal[name]["typed"] for name in proposal if name in accepted}
        if changes:
            edit_customer(
                business=business, actor=actor, now=now, customer_id=row.customer_id, changes=_as_changes(changes)
            )
        changed = write_changes(row, {"proposal": {}})
        if changed:
            deed.record("booking.proposal_answered", row, changed)
        return item_of(row, names_of(row))


def _as_changes(typed: dict[str, str]) -> CustomerChanges:
    changes: CustomerChanges = {}
    for name in ("first_name", "last_name", "email", "phone"):
        if name in typed:
            changes[name] = typed[name]
    return changes
