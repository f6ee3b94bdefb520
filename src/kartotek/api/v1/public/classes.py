"""Which classes can one join? `public/{business}/classes`."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from ninja import Path, Query, Router, Schema

from kartotek.api.kit.calls import PublicRequest
from kartotek.api.kit.times import reference
from kartotek.api.v1.public.availability import RefusalShape
from kartotek.domain.access.decisions import public_message
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.overview.queries.classes import list_offered_classes

router = Router(tags=["public booking"])


class ClassOut(Schema):
    """One date of a class; with no seat left it is full."""

    id: str
    service: str
    service_name: str
    employee: str
    employee_name: str
    starts_at: str
    ends_at: str
    seats: int
    seats_left: int


class ClassesOut(Schema):
    """All dates of the range; `refusal` only where a signed-in customer may not book."""

    items: list[ClassOut]
    next: str | None
    refusal: RefusalShape | None = None


@router.get("/classes", response=ClassesOut, exclude_unset=True)
def list_public_classes(
    request: PublicRequest,
    business: Path[str],
    first: Annotated[date, Query(..., alias="from")],
    last: Annotated[date, Query(..., alias="to")],
    service: str | None = None,
) -> dict[str, object]:
    """The classes on at most 62 days that have not begun, in order, full ones too."""
    call = request.call
    found = list_offered_classes(
        business=call.business,
        viewer=call.actor,
        customer_id=call.identity.customer_id if call.identity else None,
        dates=(first, last),
        service_id=reference(service) if service else None,
        now=call.now,
    )
    answer: dict[str, object] = {
        "items": [_shape(item, call.business.timezone) for item in found.sessions],
        "next": None,
    }
    if found.refusal is not None:
        message = public_message(found.refusal, call.language, found.policy, is_proven=True)
        answer["refusal"] = {"code": found.refusal.public_code, "message": message}
    return answer


def _shape(item: SessionItem, timezone: str) -> dict[str, object]:
    zone = ZoneInfo(timezone)
    return {
        "id": str(item.id),
        "service": str(item.service_id),
        "service_name": item.service_name,
        "employee": str(item.employee_id),
        "employee_name": item.employee_name,
        "starts_at": item.starts_at.astimezone(zone).isoformat(),
        "ends_at": item.ends_at.astimezone(zone).isoformat(),
        "seats": item.seats,
        "seats_left": item.seats_left,
    }
