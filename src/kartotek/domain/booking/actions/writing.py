"""How do bookings become rows? A booking, the time it takes, and an audit entry each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.queries.bookings import item_of
from kartotek.domain.booking.values.bookings import BookingItem, Holder, Names, PossibleMatch, Status
from kartotek.domain.businesses.values import BusinessLike


@dataclass(frozen=True)
class Extras:
    """What a booking carries besides its time: notes, an override, and doubts about who it is."""

    note: str = ""
    internal_note: str = ""
    override_reason: str = ""
    possible_matches: tuple[PossibleMatch, ...] = ()
    proposal: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


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


def write_visit(
    deed: Deed, visit: UUID, holder: Holder, placed: Sequence[Placed], extras: Extras
) -> tuple[BookingItem, ...]:
    """The rows of one visit; the exclusion constraint has the last word on each (S10)."""
    return tuple(_write(deed, visit, holder, one, extras) for one in placed)


def _write(deed: Deed, visit: UUID, holder: Holder, placed: Placed, extras: Extras) -> BookingItem:
    is_pending = placed.frame.needs_approval and deed.channel == "online"
    row = Booking.objects.create(
        business_id=deed.business.id,
        visit=visit,
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
        possible_matches=[{"customer": one.customer_id, "why": one.why} for one in extras.possible_matches],
        proposal=dict(extras.proposal),
        created_at=deed.now,
        created_by=deed.actor.name or holder.name,
    )
    starts_at, ends_at = placed.held
    Occupancy.objects.create(
        business_id=deed.business.id,
        employee_id=placed.offer.employee_id,
        booking=row,
        starts_at=starts_at,
        ends_at=ends_at,
        is_exclusive=placed.is_free,
    )
    deed.record("booking.made", row, reason=extras.override_reason)
    return item_of(row, names(placed, holder))


def names(placed: Placed, holder: Holder) -> Names:
    """The names of a booking just written, without asking again."""
    frame = placed.frame
    return Names(frame.service_name, frame.service_color, placed.offer.employee_name, holder.name, holder.number)
