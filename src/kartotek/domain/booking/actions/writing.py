"""How do bookings become rows? A booking, the time it takes, and an audit entry each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.occupying import use_resources
from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.actions.seats import take_seat
from kartotek.domain.booking.actions.telling import tell_made
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import item_of
from kartotek.domain.booking.queries.telling import TOLD, told_params
from kartotek.domain.booking.values.answers import Answer
from kartotek.domain.booking.values.bookings import BookingItem, Holder, Names, PossibleMatch, Status
from kartotek.domain.booking.values.telling import WHEN_MADE, Addressee
from kartotek.plumbing.rows import Insert

_BOOKING = Insert(Booking)
# The booking, the time it takes (a seat's is held by its session), and what its messages are written from, in one
# statement: the busiest of all writes.
_ALL = """
WITH made AS ({booking} RETURNING id), held AS (
    INSERT INTO booking_occupancy (business_id, employee_id, booking_id, starts_at, ends_at, is_exclusive)
    SELECT %s, %s, made.id, part.starts_at, part.ends_at, %s
    FROM made, unnest(%s::timestamptz[], %s::timestamptz[]) AS part (starts_at, ends_at) WHERE %s
)
SELECT id, CASE WHEN %s THEN {told} END FROM made
"""
_WRITE = _ALL.format(booking=_BOOKING, told=TOLD)


@dataclass(frozen=True)
class Extras:
    """What a booking carries besides its time: notes, an override, doubts about who it is, the language she spoke, and
    the answers to extra fields by service.
    """

    note: str = ""
    internal_note: str = ""
    override_reason: str = ""
    possible_matches: tuple[PossibleMatch, ...] = ()
    proposal: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    needs_approval: bool = False
    language: str = ""
    answers: Mapping[int, tuple[Answer, ...]] = field(default_factory=dict)


def write_visit(
    deed: Deed, visit: UUID, holder: Holder, placed: Sequence[Placed], extras: Extras
) -> tuple[BookingItem, ...]:
    """The rows of one visit and what its customer is told; the constraints on times and seats have the last word on
    each (S10).
    """
    employees = [one.offer.employee_id for one in placed]
    params = told_params(deed.business.id, Addressee(holder.id), employees, WHEN_MADE)
    rows, made, told = [], [], None
    for one in placed:
        row = _row(deed, visit, holder, one, extras)
        told = _write(row, one, [one is placed[-1], *params])
        if one.session_id is not None:
            take_seat(one.session_id)
        deed.record("booking.made", row, reason=extras.override_reason)
        rows.append(row)
        made.append(item_of(row, names(one, holder)))
    use_resources(zip(rows, placed, strict=True))
    tell_made(deed, made, told or "{}", spoken=extras.language)
    return tuple(made)


def _write(row: Booking, placed: Placed, told: Sequence[object]) -> str | None:
    """Store it, and give the row its number; what its messages are written from, if that is asked for."""
    values = _BOOKING.values(row)
    starts, ends = [one.starts_at for one in placed.held], [one.ends_at for one in placed.held]
    values += [row.business_id, row.employee_id, placed.is_free, starts, ends, placed.session_id is None, *told]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        row.pk, answer = cursor.fetchone()
    return None if answer is None else str(answer)


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
        own_minutes=placed.own_minutes,
        gap_after_minutes=placed.gap.after_minutes if placed.gap else None,
        gap_minutes=placed.gap.minutes if placed.gap else None,
        resources=list(placed.resource_ids) or None,
        has_own_resources=placed.has_own_resources,
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
        extra_fields=[one.plain for one in extras.answers.get(placed.frame.service_id, ())],
        created_at=deed.now,
        created_by=deed.actor.name or holder.name,
    )


def names(placed: Placed, holder: Holder) -> Names:
    """The names of a booking just written, without asking again."""
    frame = placed.frame
    return Names(frame.service_name, frame.service_color, placed.offer.employee_name, holder.name, holder.number)
