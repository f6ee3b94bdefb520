"""`closed-days`: when the whole business is closed."""

from datetime import date

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.domain.booking.actions import days as actions
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import LONGEST_NOTE, ClosedDayChanges, ClosedDayDetails, ClosedDayItem

router = Router(tags=["hours"])

_NAME: JsonDict = {"maxLength": LONGEST_NOTE}

Day = date  # the field of that name hides the type


class ClosedDayIn(Shape):
    """A date and why."""

    date: Day
    name: str = Field("", json_schema_extra=_NAME)


class ClosedDayPatch(Shape):
    """Whatever is to change."""

    date: Day = Day.min
    name: str = Field("", json_schema_extra=_NAME)


class ClosedDayOut(Schema):
    """A date and why."""

    id: str
    date: Day
    name: str


@router.get("/closed-days", response=PageShape[ClosedDayOut])
def list_closed_days(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """All closed days in order of time."""
    return slice_of(queries.list_closed_days(), _shape, limit=limit, cursor=cursor)


@router.post("/closed-days", response={201: ClosedDayOut})
def add_closed_day(request: StaffRequest, payload: ClosedDayIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Close the business on a date; one that is closed already is refused at `date`."""
    call = request.call
    details = ClosedDayDetails(on=payload.date, name=payload.name)
    made = actions.add_closed_days(actor=call.actor, now=call.now, business=call.business, details=details)[0]
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/closed-days/{closed_day}", response=ClosedDayOut)
def get_closed_day(request: StaffRequest, closed_day: str, response: HttpResponse) -> dict[str, object]:
    """One closed day."""
    found = queries.get_closed_day(id_from_path(closed_day))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/closed-days/{closed_day}", response=ClosedDayOut)
def edit_closed_day(
    request: StaffRequest, closed_day: str, payload: ClosedDayPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent."""
    changes = ClosedDayChanges()
    if "date" in payload.model_fields_set:
        changes["on"] = payload.date
    if "name" in payload.model_fields_set:
        changes["name"] = payload.name
    call = request.call
    changed = actions.edit_closed_day(
        actor=call.actor,
        now=call.now,
        business=call.business,
        closed_day_id=id_from_path(closed_day),
        changes=changes,
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/closed-days/{closed_day}", response={204: None})
def delete_closed_day(request: StaffRequest, closed_day: str) -> Status[None]:
    """Open the business again."""
    call = request.call
    actions.delete_closed_day(
        actor=call.actor,
        now=call.now,
        business=call.business,
        closed_day_id=id_from_path(closed_day),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _shape(item: ClosedDayItem) -> dict[str, object]:
    return {"id": str(item.id), "date": item.on, "name": item.name}
