"""What the link of a booking leads to: see, move, cancel, put into a calendar. `public/{business}/manage/{token}`."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from ninja import Field, Path, Router, Schema
from pydantic import AwareDatetime

from kartotek.api.kit.calls import PublicRequest
from kartotek.api.kit.shapes import MoneyShape, Shape, id_from_body, money
from kartotek.api.v1.public.bookings import PublicBooking, shape
from kartotek.domain.access.values import Question
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import cancel_booking, move_booking
from kartotek.domain.booking.decisions.asking import LONGEST_NOTE
from kartotek.domain.booking.queries import calendar_file, get_managed
from kartotek.domain.booking.values.bookings import BookingItem, ManagedBooking, Move
from kartotek.domain.overview.queries.access import get_customer_access

router = Router(tags=["public booking"])


class ManagedOut(PublicBooking):
    """A booking with the names its holder knows."""

    service_name: str
    employee_name: str
    price: MoneyShape | None


class ManageOut(Schema):
    """The booking, and what may still be done online, until when."""

    booking: ManagedOut
    may_cancel: bool
    may_move: bool
    cancel_until: str


class CancelIn(Shape):
    """Why, if the customer says."""

    reason: str = Field("", json_schema_extra={"maxLength": LONGEST_NOTE})


class MoveIn(Shape):
    """The new time; without an employee the booking stays with its own."""

    starts_at: AwareDatetime
    employee: str | None = None


@router.get("/manage/{token}", response=ManageOut)
def get_manage(request: PublicRequest, business: Path[str], token: str) -> dict[str, object]:
    """The booking behind the link."""
    return _shape(_found(request, token), request)


@router.post("/manage/{token}/cancel", response=ManageOut)
def cancel_by_link(
    request: PublicRequest, business: Path[str], token: str, payload: CancelIn | None = None
) -> dict[str, object]:
    """Cancel it, if the notice is kept."""
    call, managed = request.call, _found(request, token)
    cancel_booking(
        business=call.business,
        actor=_holder(request, managed),
        now=call.now,
        booking_id=managed.booking.id,
        reason=payload.reason if payload else "",
    )
    return _shape(_found(request, token), request)


@router.post("/manage/{token}/move", response=ManageOut)
def move_by_link(request: PublicRequest, business: Path[str], token: str, payload: MoveIn) -> dict[str, object]:
    """Move it, if the notice is kept."""
    call, managed = request.call, _found(request, token)
    move = Move(
        booking_id=managed.booking.id,
        starts_at=payload.starts_at,
        employee_id=None if payload.employee is None else id_from_body("employee", payload.employee),
        language=call.language,
        identity=call.identity,
    )
    move_booking(business=call.business, actor=_holder(request, managed), now=call.now, move=move)
    return _shape(_found(request, token), request)


@router.get("/manage/{token}/ics", response=None)
def get_calendar_file(request: PublicRequest, business: Path[str], token: str) -> HttpResponse:
    """The booking as text/calendar."""
    body = calendar_file(_found(request, token).booking, business=request.call.business, now=request.call.now)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="booking.ics"'
    return response


def _found(request: PublicRequest, token: str) -> ManagedBooking:
    return get_managed(token, business=request.call.business, now=request.call.now)


def _holder(request: PublicRequest, managed: ManagedBooking) -> Actor:
    """Whoever holds the link acts for the customer of the booking."""
    actor, booking = request.call.actor, managed.booking
    return Actor(kind=actor.kind, id=booking.customer_id, name=booking.customer_name, address=actor.address)


def _shape(managed: ManagedBooking, request: PublicRequest) -> dict[str, object]:
    business, item = request.call.business, managed.booking
    may_move = managed.may_move and not _is_move_refused(request, item)
    names = {"service_name": item.service_name, "employee_name": item.employee_name}
    return {
        "booking": shape(item, business.timezone) | names | {"price": money(item.price, item.currency)},
        "may_cancel": managed.may_cancel,
        "may_move": may_move,
        "cancel_until": managed.cancel_until.astimezone(ZoneInfo(business.timezone)).isoformat(),
    }


def _is_move_refused(request: PublicRequest, item: BookingItem) -> bool:
    """Known at the start to a holder who has proven to be the customer (S14); the link alone proves nobody (S22)."""
    call = request.call
    if call.identity is None or call.identity.customer_id != item.customer_id:
        return False
    access = get_customer_access(
        business=call.business,
        viewer=call.actor,
        customer_id=item.customer_id,
        now=call.now,
        question=Question(is_move=True),
    )
    return access.decision.is_refused
