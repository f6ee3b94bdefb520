"""Somebody waits for a place that is taken: `public/{business}/waitlist`."""

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils import translation
from ninja import Field, Path, Router, Schema, Status

from kartotek.api.kit.calls import PublicRequest
from kartotek.api.kit.shapes import Shape
from kartotek.api.kit.times import reference
from kartotek.api.v1.public.bookings import BookerIn, PublicBooking, language_of, limit_requests, shape
from kartotek.domain.booking.actions import accept_offer, join_waitlist, leave_waitlist
from kartotek.domain.booking.queries import get_waiting, wait_token
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.booking.values.waiting import WaitItem, WaitRequest

router = Router(tags=["public booking"])


class WaitIn(Shape):
    """A session, or a service on some local dates; signed in, `customer` may be missing."""

    session: str | None = None
    service: str | None = None
    employee: str | None = None
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    customer: BookerIn | None = None


class OfferOut(Schema):
    """A place held for her, until then."""

    starts_at: str
    employee: str
    until: str


class WaitOut(Schema):
    """What has become of it."""

    state: Literal["waiting", "offered", "accepted", "expired", "left"]
    offer: OfferOut | None
    service: str
    session: str | None


class NewWaitOut(WaitOut):
    """Her place on the list, with the token of its pages."""

    id: str
    manage_token: str


@router.post("/waitlist", response={201: NewWaitOut})
def create_waiting(request: PublicRequest, business: Path[str], payload: WaitIn) -> Status[dict[str, object]]:
    """Begin to wait; what refuses a booking refuses this too."""
    call = request.call
    language = language_of(call, payload.customer)
    translation.activate(language)  # the caller of this function restores the one before
    limit_requests(call, payload.customer)
    wanted = WaitRequest(
        language=language,
        session_id=None if payload.session is None else reference(payload.session),
        service_id=None if payload.service is None else reference(payload.service),
        employee_id=None if payload.employee is None else reference(payload.employee),
        from_on=payload.first,
        to_on=payload.last,
        booker=None if payload.customer is None else Booker(**payload.customer.dict()),
        identity=call.identity,
    )
    item = join_waitlist(business=call.business, actor=call.actor, now=call.now, request=wanted)
    token = {"id": str(item.id), "manage_token": wait_token(item.id)}
    return Status(201, wait_shape(item, call.business.timezone) | token)


@router.get("/waitlist/{manage_token}", response=WaitOut)
def get_waiting_by_link(request: PublicRequest, business: Path[str], manage_token: str) -> dict[str, object]:
    """Whether a place is on offer."""
    call = request.call
    return wait_shape(get_waiting(manage_token, now=call.now), call.business.timezone)


@router.post("/waitlist/{manage_token}/accept", response={201: PublicBooking})
def accept_by_link(request: PublicRequest, business: Path[str], manage_token: str) -> Status[dict[str, object]]:
    """Book the place on offer."""
    call = request.call
    visit = accept_offer(business=call.business, actor=call.actor, now=call.now, token=manage_token)
    return Status(201, shape(visit.bookings[0], call.business.timezone))


@router.post("/waitlist/{manage_token}/leave", response=WaitOut)
def leave_by_link(request: PublicRequest, business: Path[str], manage_token: str) -> dict[str, object]:
    """Stop waiting."""
    call = request.call
    item = leave_waitlist(business=call.business, actor=call.actor, now=call.now, token=manage_token)
    return wait_shape(item, call.business.timezone)


def wait_shape(item: WaitItem, timezone: str) -> dict[str, object]:
    """Where she stands; nothing of anybody else."""
    return {
        "state": item.state.value,
        "offer": offer_shape(item, ZoneInfo(timezone)),
        "service": str(item.service_id),
        "session": None if item.session_id is None else str(item.session_id),
    }


def offer_shape(item: WaitItem, zone: ZoneInfo) -> dict[str, str] | None:
    """The place on offer, if there is one."""
    offer = item.offer
    if offer is None:
        return None
    return {
        "starts_at": offer.starts_at.astimezone(zone).isoformat(),
        "employee": str(offer.employee_id),
        "until": offer.until.astimezone(zone).isoformat(),
    }
