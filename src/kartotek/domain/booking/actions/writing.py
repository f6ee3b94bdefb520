"""How do bookings become rows? A booking, the time it takes, and an audit entry each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.actions.seats import take_seat
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import item_of
from kartotek.domain.booking.values.bookings import BookingItem, Holder, Names, PossibleMatch, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.hooks.actions import tell
from kartotek.domain.hooks.values import Happening, hook_event
from kartotek.plumbing.rows import Insert

_BOOKING = Insert(Booking)
# The booking and the time it takes, in one statement: the busiest of all writes.
_BOTH = """
WITH made AS ({booking} RETURNING id)
INSERT INTO booking_occupancy (business_id, employee_id, booking_id, starts_at, ends_at, is_exclusive)
SELECT %s, %s, id, %s, %s, %s FROM made RETURNING booking_id
"""
_WRITE = _BOTH.format(booking=_BOOKING)


@dataclass(frozen=True)
class Extras:
    """What a booking carries besides its time: notes, an override, and doubts about who it is."""

    note: str = ""
    internal_note: str = ""
    override_reason: str = ""
    possible_matches: tuple[PossibleMatch, ...] = ()
    proposal: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    needs_approval: bool = False


@dataclass(frozen=True)
class Deed:
    """Who writes, when, for which business."""

    business: BusinessLike
    actor: Actor
    now: datetime

    @property
    def channel(self) -> str:
        """How it came in."""
        return "online" if self.actor.kind is ActorKind.CUSTOMER else "staff"

    def record(
        self,
        action: str,
        row: Booking,
        changes: Mapping[str, tuple[object, object]] | None = None,
        reason: str = "",
    ) -> None:
        """One audit entry about a booking (S57)."""
        record(
            actor=self.actor,
            now=self.now,
            business_id=self.business.id,
            action=action,
            target=Target("booking", row.pk, row.customer_id),
            changes=changes,
            reason=reason,
        )
        if (event := hook_event(action)) is not None:
            happening = Happening(event, f"booking {row.pk}", facts_told(row))
            tell(business_id=self.business.id, happenings=[happening], at=self.now)


def write_visit(
    deed: Deed, visit: UUID, holder: Holder, placed: Sequence[Placed], extras: Extras
) -> tuple[BookingItem, ...]:
    """The rows of one visit; the constraints on times and seats have the last word on each (S10)."""
    return tuple(_write(deed, visit, holder, one, extras) for one in placed)


def _write(deed: Deed, visit: UUID, holder: Holder, placed: Placed, extras: Extras) -> BookingItem:
    row = _row(deed, visit, holder, placed, extras)
    if placed.session_id is None:
        _write_appointment(deed, row, placed)
    else:
        row.save()
        take_seat(placed.session_id)
    deed.record("booking.made", row, reason=extras.override_reason)
    return item_of(row, names(placed, holder))


def _write_appointment(deed: Deed, row: Booking, placed: Placed) -> None:
    values = _BOOKING.values(row)
    values += [deed.business.id, row.employee_id, *placed.held, placed.is_free]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        [row.pk] = cursor.fetchone()


def _row(deed: Deed, visit: UUID, holder: Holder, placed: Placed, extras: Extras) -> Booking:
    is_pending = (placed.frame.needs_approval or extras.needs_approval) and deed.channel == "online"
    return Booking(
        business_id=deed.business.id,
        visit=visit,
        session_id=placed.session_id,
        customer_id=holder.id,
        service_id=placed.frame.service_id,
        employee_id=placed.offer.employee_id,
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        status=(Status.PENDING if is_pending else Status.CONFIRMED).value,
        channel=deed.channel,
        price=placed.offer.price,
        currency=deed.business.currency,
        note=extras.note,
        internal_note=extras.internal_note,
        is_squeezed=not placed.is_free,
        was_anyone=placed.was_anyone,
        override_reason=extras.override_reason,
        overridden_at=deed.now if extras.override_reason else None,
        overridden_by=deed.actor.name if extras.override_reason else "",
        possible_matches=[{"customer": one.customer_id, "why": one.why} for one in extras.possible_matches],
        proposal=dict(extras.proposal),
        created_at=deed.now,
        created_by=deed.actor.name or holder.name,
    )


def names(placed: Placed, holder: Holder) -> Names:
    """The names of a booking just written, without asking again."""
    frame = placed.frame
    return Names(frame.service_name, frame.service_color, placed.offer.employee_name, holder.name, holder.number)


def facts_told(row: Booking) -> dict[str, object]:
    """What programs outside are told of a booking: nothing internal (S15)."""
    return {
        "booking": str(row.pk),
        "visit": str(row.visit),
        "customer": str(row.customer_id),
        "service": str(row.service_id),
        "employee": str(row.employee_id),
        "session": str(row.session_id) if row.session_id else None,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "status": row.status,
        "channel": row.channel,
        "version": row.version,
    }
