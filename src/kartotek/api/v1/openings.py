"""`employees/{id}/openings`: when an employee works besides the week."""

from datetime import date
from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.api.kit.times import End, Start, minute_of, span_shape
from kartotek.domain.booking.actions import days as actions
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import LONGEST_NOTE, OpeningChanges, OpeningDetails, OpeningItem
from kartotek.domain.catalog.queries import get_employee

router = Router(tags=["hours"])

_NOTE: JsonDict = {"maxLength": LONGEST_NOTE}
_DOMAIN_NAMES = {"date": "on", "starts": "starts_minute", "ends": "ends_minute"}

Day = date  # the field of that name hides the type


class OpeningIn(Shape):
    """Extra work on one date; it holds on a closed day too."""

    date: Day
    starts: Start
    ends: End
    note: str = Field("", json_schema_extra=_NOTE)


class OpeningPatch(Shape):
    """Whatever is to change."""

    date: Day = Day.min
    starts: Start = ""
    ends: End = ""
    note: str = Field("", json_schema_extra=_NOTE)


class OpeningOut(Schema):
    """Extra work on one date."""

    id: str
    date: Day
    starts: str
    ends: str
    note: str


@router.get("/employees/{employee}/openings", response=PageShape[OpeningOut])
def list_openings(
    request: StaffRequest, employee: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Her extra openings in order of time."""
    items = queries.list_openings(get_employee(id_from_path(employee)).id)
    return slice_of(items, _shape, limit=limit, cursor=cursor)


@router.post("/employees/{employee}/openings", response={201: OpeningOut})
def add_opening(
    request: StaffRequest, employee: str, payload: OpeningIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Let her work besides the week."""
    call = request.call
    made = actions.add_opening(
        actor=call.actor,
        now=call.now,
        business=call.business,
        employee_id=id_from_path(employee),
        details=OpeningDetails(**_said(payload)),
    )
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/employees/{employee}/openings/{opening}", response=OpeningOut)
def get_opening(request: StaffRequest, employee: str, opening: str, response: HttpResponse) -> dict[str, object]:
    """One extra opening."""
    found = queries.get_opening(id_from_path(employee), id_from_path(opening))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/employees/{employee}/openings/{opening}", response=OpeningOut)
def edit_opening(
    request: StaffRequest, employee: str, opening: str, payload: OpeningPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent."""
    call = request.call
    changed = actions.edit_opening(
        actor=call.actor,
        now=call.now,
        business=call.business,
        where=(id_from_path(employee), id_from_path(opening)),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/employees/{employee}/openings/{opening}", response={204: None})
def delete_opening(request: StaffRequest, employee: str, opening: str) -> Status[None]:
    """Take it back; bookings of that time stay."""
    call = request.call
    actions.delete_opening(
        actor=call.actor,
        now=call.now,
        business=call.business,
        where=(id_from_path(employee), id_from_path(opening)),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _said(payload: OpeningIn | OpeningPatch) -> OpeningChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return OpeningChanges(
        on=payload.date,
        starts_minute=minute_of(payload.starts),
        ends_minute=minute_of(payload.ends),
        note=payload.note,
    )


def _changes(payload: OpeningPatch) -> OpeningChanges:
    """Only what was sent."""
    sent = {_DOMAIN_NAMES.get(name, name) for name in payload.model_fields_set}
    said = {name: value for name, value in _said(payload).items() if name in sent}
    return cast("OpeningChanges", said)  # a part of the whole, whose keys may all be missing


def _shape(item: OpeningItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "date": item.on,
        **span_shape(item.starts_minute, item.ends_minute),
        "note": item.note,
    }
