"""`waitlist`: who waits for a place, and what was offered."""

from datetime import date
from zoneinfo import ZoneInfo

from ninja import Field, Query, Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.kit.times import reference
from kartotek.api.v1.public.waitlist import OfferOut, offer_shape
from kartotek.domain.booking import actions
from kartotek.domain.booking.queries import list_waiting
from kartotek.domain.booking.values.waiting import WaitFilters, WaitItem, WaitState

router = Router(tags=["waiting list"])


class WaitQuery(Shape):
    """Who is asked for."""

    service: str = ""
    customer: str = ""
    state: WaitState | None = None
    limit: int | None = None
    cursor: str = ""


class WaitingOut(Schema):
    """Somebody who waits; `customer` only where she was known when she began."""

    id: str
    state: str
    service: str
    session: str | None
    employee: str | None
    from_on: date | None = Field(serialization_alias="from")
    to: date | None
    customer: str | None
    name: str
    email: str
    phone: str
    offer: OfferOut | None
    created_at: str


@router.get("/waitlist", response=PageShape[WaitingOut], by_alias=True)
def list_all(request: StaffRequest, asked: Query[WaitQuery]) -> dict[str, object]:
    """Who waits or waited, the latest first."""
    call = request.call
    filters = WaitFilters(
        service_id=reference(asked.service) if asked.service else None,
        customer_id=reference(asked.customer) if asked.customer else None,
        state=asked.state,
    )
    found = list_waiting(viewer=call.actor, filters=filters, now=call.now, limit=asked.limit, cursor=asked.cursor)
    return page_of(found, lambda item: _shape(item, call.business.timezone))


@router.post("/waitlist/{waiting}/leave", response=WaitingOut, by_alias=True)
def remove(request: StaffRequest, waiting: str) -> dict[str, object]:
    """Take somebody off the list; a place on offer goes to the next."""
    call = request.call
    item = actions.remove_from_waitlist(
        business=call.business, actor=call.actor, now=call.now, entry_id=id_from_path(waiting)
    )
    return _shape(item, call.business.timezone)


def _shape(item: WaitItem, timezone: str) -> dict[str, object]:
    zone = ZoneInfo(timezone)
    return {
        "id": str(item.id),
        "state": item.state.value,
        "service": str(item.service_id),
        "session": _id(item.session_id),
        "employee": _id(item.employee_id),
        "from_on": item.from_on,
        "to": item.to_on,
        "customer": _id(item.customer_id),
        "name": item.name,
        "email": item.email,
        "phone": item.phone,
        "offer": offer_shape(item, zone),
        "created_at": item.created_at.astimezone(zone).isoformat(),
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)
