"""Who may come in, and who came? `check-in` for a turnstile, and `check-ins`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ninja import Field, Query, Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.ranges import bound
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.kit.times import reference
from kartotek.api.v1.access_shapes import ReasonOut
from kartotek.domain.booking import actions, queries
from kartotek.domain.booking.decisions.admitting import LONGEST_NUMBER, LONGEST_REASON
from kartotek.domain.booking.values.check_ins import CheckInAnswer, CheckInFilter, CheckInLine, NextBooking, Scan
from kartotek.domain.customers.queries import get_customer

router = Router(tags=["check-in"])


class ScanIn(Shape):
    """A card's number as it was scanned; blanks around it do not matter."""

    card_number: str = Field(json_schema_extra={"maxLength": LONGEST_NUMBER})
    location: str | None = None
    override_reason: str | None = Field(None, json_schema_extra={"maxLength": LONGEST_REASON})


class NextBookingOut(Schema):
    """Her first booking that is not over yet."""

    id: str
    status: str
    service: str
    service_name: str
    employee: str
    employee_name: str
    starts_at: str
    ends_at: str


class CheckInOut(Schema):
    """What came of the scan; without a card `customer` is null, and the reason is `unknown_card`."""

    id: str
    at: str
    admitted: bool
    overridden: bool
    customer: str | None
    customer_name: str
    customer_number: str
    next_booking: NextBookingOut | None
    important_note: str
    reasons: list[ReasonOut]


class CheckInLineOut(Schema):
    """A recorded attempt, with the reasons as they were."""

    id: str
    at: str
    card_number: str
    customer: str | None
    customer_name: str
    location: str | None
    admitted: bool
    override_reason: str
    by: str
    reasons: list[ReasonOut]


class CheckInsWanted(Shape):
    """`from` and `to` are dates of the business, both included, or instants, half-open."""

    from_: str = Field("", alias="from")
    to: str = ""
    customer: str = ""
    limit: int | None = None
    cursor: str = ""


@router.post("/check-in", response=CheckInOut)
def check_in(request: StaffRequest, payload: ScanIn) -> dict[str, object]:
    """Decide about the card, and record the attempt; a reason lets a locked customer in, with `lock.override`."""
    call = request.call
    answer = actions.check_in(
        business=call.business,
        actor=call.actor,
        now=call.now,
        scan=Scan(
            payload.card_number,
            None if payload.location is None else reference(payload.location),
            payload.override_reason or "",
        ),
    )
    return _answer_shape(answer, ZoneInfo(call.business.timezone))


@router.get("/check-ins", response=PageShape[CheckInLineOut])
def list_check_ins(request: StaffRequest, wanted: Query[CheckInsWanted]) -> dict[str, object]:
    """The recorded attempts, newest first; inspectors see those of their customers."""
    call = request.call
    zone = ZoneInfo(call.business.timezone)
    customer_id = None
    if wanted.customer:
        customer_id = id_from_path(wanted.customer)
        get_customer(customer_id, viewer=call.actor)
    filters = CheckInFilter(
        from_at=bound("from", wanted.from_, zone, is_end=False),
        to_at=bound("to", wanted.to, zone, is_end=True),
        customer_id=customer_id,
    )
    page = queries.list_check_ins(viewer=call.actor, wanted=filters, limit=wanted.limit, cursor=wanted.cursor)
    return page_of(page, lambda line: _line_shape(line, zone))


def _answer_shape(answer: CheckInAnswer, zone: ZoneInfo) -> dict[str, object]:
    card = answer.card
    return {
        "id": str(answer.id),
        "at": _local(answer.at, zone),
        "admitted": answer.admission.is_admitted,
        "overridden": answer.admission.is_overridden,
        "customer": str(card.id) if card else None,
        "customer_name": card.name if card else "",
        "customer_number": card.number if card else "",
        "next_booking": _booking_shape(answer.next_booking, zone) if answer.next_booking else None,
        "important_note": card.important_note if card else "",
        "reasons": queries.check_in_reasons(answer.decision),
    }


def _booking_shape(booking: NextBooking, zone: ZoneInfo) -> dict[str, object]:
    return {
        "id": str(booking.id),
        "status": booking.status,
        "service": str(booking.service_id),
        "service_name": booking.service_name,
        "employee": str(booking.employee_id),
        "employee_name": booking.employee_name,
        "starts_at": _local(booking.starts_at, zone),
        "ends_at": _local(booking.ends_at, zone),
    }


def _line_shape(line: CheckInLine, zone: ZoneInfo) -> dict[str, object]:
    return {
        "id": str(line.id),
        "at": _local(line.at, zone),
        "card_number": line.card_number,
        "customer": None if line.customer_id is None else str(line.customer_id),
        "customer_name": line.customer_name,
        "location": None if line.location_id is None else str(line.location_id),
        "admitted": line.is_admitted,
        "override_reason": line.override_reason,
        "by": line.by,
        "reasons": queries.check_in_reasons(line.decision),
    }


def _local(moment: datetime, zone: ZoneInfo) -> str:
    """The instant with the offset of the business."""
    return moment.astimezone(zone).isoformat()
