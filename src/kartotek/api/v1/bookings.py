"""`bookings`: what was booked, and everything staff do with it."""

from django.http import HttpResponse
from ninja import Query, Router
from ninja import Status as Answer

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, id_from_path, page_of
from kartotek.api.kit.times import reference
from kartotek.api.v1.booking_shapes import (
    ApproveIn,
    BookingOut,
    BookingPatch,
    BookingQuery,
    CancelIn,
    ProposalIn,
    ReasonIn,
    StaffBookingIn,
    VisitOut,
    booking_shape,
    wishes_of,
)
from kartotek.domain.booking import actions, queries
from kartotek.domain.booking.values.bookings import (
    BookingFilters,
    BookingItem,
    Move,
    NoteChanges,
    StaffBooking,
    Status,
)
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop

router = Router(tags=["bookings"])


@router.get("/bookings", response=PageShape[BookingOut])
def list_bookings(request: StaffRequest, asked: Query[BookingQuery]) -> dict[str, object]:
    """The bookings that start on these local dates, in order; `status` may name several, with commas."""
    business = request.call.business
    filters = BookingFilters(
        from_on=asked.first,
        to_on=asked.last,
        employee_id=None if asked.employee is None else reference(asked.employee),
        customer_id=None if asked.customer is None else reference(asked.customer),
        statuses=_statuses(asked.status),
        session_id=None if asked.session is None else reference(asked.session),
    )
    page = queries.list_bookings(
        business=business, viewer=request.call.actor, filters=filters, limit=asked.limit, cursor=asked.cursor
    )
    return page_of(page, lambda item: booking_shape(item, business))


@router.post("/bookings", response={201: VisitOut | BookingOut})
def create_booking(request: StaffRequest, payload: StaffBookingIn, response: HttpResponse) -> Answer[dict[str, object]]:
    """Book an appointment or a seat for a customer; what only warns needs `override_reason`, an overlap `squeeze`."""
    call = request.call
    visit = actions.book_for_customer(
        business=call.business,
        actor=call.actor,
        now=call.now,
        request=StaffBooking(
            customer_id=reference(payload.customer),
            wishes=() if payload.session else wishes_of(payload),
            override_reason=payload.override_reason,
            is_squeezed=payload.squeeze,
            note=payload.note,
            internal_note=payload.internal_note,
            session_id=reference(payload.session) if payload.session else None,
            extra_fields=payload.extra_fields,
        ),
    )
    bookings = [booking_shape(item, call.business, visit.decision) for item in visit.bookings]
    if payload.services is not None and not payload.session:
        return Answer(201, {"visit": str(visit.id), "bookings": bookings})
    etags.tag(response, visit.bookings[0].version)
    return Answer(201, bookings[0])


@router.get("/bookings/{booking}", response=BookingOut)
def get_booking(request: StaffRequest, booking: str, response: HttpResponse) -> dict[str, object]:
    """One booking."""
    return _answer(request, response, queries.get_booking(id_from_path(booking), viewer=request.call.actor))


@router.patch("/bookings/{booking}", response=BookingOut)
def change_booking(
    request: StaffRequest, booking: str, payload: BookingPatch, response: HttpResponse
) -> dict[str, object]:
    """Move it, give it another length, change its notes, or all at once."""
    call, booking_id = request.call, id_from_path(booking)
    notes = _notes(payload)
    is_move = any(one is not None for one in (payload.starts_at, payload.employee, payload.duration_minutes))
    if not is_move:
        item = actions.edit_booking(
            business=call.business,
            actor=call.actor,
            now=call.now,
            booking_id=booking_id,
            changes=notes,
            expected_version=etags.expected_version(request),
        )
        return _answer(request, response, item)
    starts_at = payload.starts_at or queries.get_booking(booking_id, viewer=call.actor).starts_at
    move = Move(
        booking_id=booking_id,
        starts_at=starts_at,
        employee_id=None if payload.employee is None else reference(payload.employee),
        override_reason=payload.override_reason,
        is_squeezed=payload.squeeze,
        duration_minutes=payload.duration_minutes,
        expected_version=etags.expected_version(request),
        notes=notes,
    )
    item = actions.move_booking(business=call.business, actor=call.actor, now=call.now, move=move)
    return _answer(request, response, item)


@router.post("/bookings/{booking}/cancel", response=BookingOut)
def cancel_booking(
    request: StaffRequest, booking: str, response: HttpResponse, payload: CancelIn | None = None
) -> dict[str, object]:
    """Cancel it; its time is free at once."""
    call, given = request.call, payload or CancelIn(reason="")
    item = actions.cancel_booking(
        business=call.business,
        actor=call.actor,
        now=call.now,
        booking_id=id_from_path(booking),
        reason=given.reason,
        is_told=given.tell_customer,
    )
    return _answer(request, response, item)


@router.post("/bookings/{booking}/approve", response=BookingOut)
def approve_booking(
    request: StaffRequest, booking: str, response: HttpResponse, payload: ApproveIn | None = None
) -> dict[str, object]:
    """Confirm a pending booking; the limit is decided again (S10)."""
    call, reason = request.call, payload.override_reason if payload else ""
    item = actions.approve_booking(
        business=call.business,
        actor=call.actor,
        now=call.now,
        booking_id=id_from_path(booking),
        override_reason=reason,
    )
    return _answer(request, response, item)


@router.post("/bookings/{booking}/decline", response=BookingOut)
def decline_booking(
    request: StaffRequest, booking: str, response: HttpResponse, payload: ReasonIn | None = None
) -> dict[str, object]:
    """Say no to a pending booking."""
    call, reason = request.call, payload.reason if payload else ""
    item = actions.decline_booking(
        business=call.business, actor=call.actor, now=call.now, booking_id=id_from_path(booking), reason=reason
    )
    return _answer(request, response, item)


@router.post("/bookings/{booking}/arrive", response=BookingOut)
def arrive_booking(request: StaffRequest, booking: str, response: HttpResponse) -> dict[str, object]:
    """The customer is here."""
    call = request.call
    item = actions.arrive_booking(
        business=call.business, actor=call.actor, now=call.now, booking_id=id_from_path(booking)
    )
    return _answer(request, response, item)


@router.post("/bookings/{booking}/complete", response=BookingOut)
def complete_booking(request: StaffRequest, booking: str, response: HttpResponse) -> dict[str, object]:
    """It was done."""
    call = request.call
    item = actions.complete_booking(
        business=call.business, actor=call.actor, now=call.now, booking_id=id_from_path(booking)
    )
    return _answer(request, response, item)


@router.post("/bookings/{booking}/no-show", response=BookingOut)
def no_show_booking(request: StaffRequest, booking: str, response: HttpResponse) -> dict[str, object]:
    """Nobody came."""
    call = request.call
    item = actions.no_show_booking(
        business=call.business, actor=call.actor, now=call.now, booking_id=id_from_path(booking)
    )
    return _answer(request, response, item)


@router.post("/bookings/{booking}/proposal", response=BookingOut)
def answer_proposal(
    request: StaffRequest, booking: str, payload: ProposalIn, response: HttpResponse
) -> dict[str, object]:
    """Take over onto the card what the booker typed differently, or forget it (S21)."""
    call = request.call
    item = actions.answer_proposal(
        business=call.business,
        actor=call.actor,
        now=call.now,
        booking_id=id_from_path(booking),
        accepted=payload.accept,
    )
    return _answer(request, response, item)


def _answer(request: StaffRequest, response: HttpResponse, item: BookingItem) -> dict[str, object]:
    etags.tag(response, item.version)
    [seen] = queries.as_seen_by(request.call.actor, [item])
    return booking_shape(seen, request.call.business)


def _statuses(text: str) -> tuple[Status, ...]:
    known = {status.value: status for status in Status}
    wanted = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part in known for part in wanted):
        raise invalid("status", "unknown", gettext_noop("There is no such status."))
    return tuple(known[part] for part in wanted)


def _notes(payload: BookingPatch) -> NoteChanges:
    notes: NoteChanges = {}
    if payload.note is not None:
        notes["note"] = payload.note
    if payload.internal_note is not None:
        notes["internal_note"] = payload.internal_note
    if payload.extra_fields is not None:
        notes["extra_fields"] = payload.extra_fields
    return notes
