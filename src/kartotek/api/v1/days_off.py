"""`employees/{id}/days-off`: when an employee is away."""

from datetime import date
from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.api.kit.times import End, Start, minute_of
from kartotek.domain.booking.actions import days as actions
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import LONGEST_NOTE, DayOffChanges, DayOffDetails, DayOffItem
from kartotek.domain.catalog.queries import get_employee
from kartotek.kernel.periods import minute_text

router = Router(tags=["hours"])

_NOTE: JsonDict = {"maxLength": LONGEST_NOTE}
_DOMAIN_NAMES = {"from_": "from_on", "to": "to_on", "starts": "starts_minute", "ends": "ends_minute"}


class DayOffIn(Shape):
    """An absence, both dates included; without times whole days, with them the same part of each."""

    from_: date = Field(alias="from")
    to: date
    starts: Start | None = None
    ends: End | None = None
    note: str = Field("", json_schema_extra=_NOTE)


class DayOffPatch(Shape):
    """Whatever is to change."""

    from_: date = Field(date.min, alias="from")
    to: date = date.min
    starts: Start | None = None
    ends: End | None = None
    note: str = Field("", json_schema_extra=_NOTE)


class DayOffOut(Schema):
    """An absence."""

    id: str
    from_: date = Field(alias="from")
    to: date
    starts: str | None
    ends: str | None
    note: str


@router.get("/employees/{employee}/days-off", response=PageShape[DayOffOut], by_alias=True)
def list_days_off(
    request: StaffRequest, employee: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Her absences in order of time."""
    items = queries.list_days_off(get_employee(id_from_path(employee)).id)
    return slice_of(items, _shape, limit=limit, cursor=cursor)


@router.post("/employees/{employee}/days-off", response={201: DayOffOut}, by_alias=True)
def add_day_off(
    request: StaffRequest, employee: str, payload: DayOffIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Let her be away; bookings of that time stay."""
    call = request.call
    made = actions.add_day_off(
        actor=call.actor,
        now=call.now,
        business=call.business,
        employee_id=id_from_path(employee),
        details=DayOffDetails(**_said(payload)),
    )
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/employees/{employee}/days-off/{day_off}", response=DayOffOut, by_alias=True)
def get_day_off(request: StaffRequest, employee: str, day_off: str, response: HttpResponse) -> dict[str, object]:
    """One absence."""
    found = queries.get_day_off(id_from_path(employee), id_from_path(day_off))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/employees/{employee}/days-off/{day_off}", response=DayOffOut, by_alias=True)
def edit_day_off(
    request: StaffRequest, employee: str, day_off: str, payload: DayOffPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent."""
    call = request.call
    changed = actions.edit_day_off(
        actor=call.actor,
        now=call.now,
        business=call.business,
        where=(id_from_path(employee), id_from_path(day_off)),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/employees/{employee}/days-off/{day_off}", response={204: None})
def delete_day_off(request: StaffRequest, employee: str, day_off: str) -> Status[None]:
    """Take it back."""
    call = request.call
    actions.delete_day_off(
        actor=call.actor,
        now=call.now,
        business=call.business,
        where=(id_from_path(employee), id_from_path(day_off)),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _said(payload: DayOffIn | DayOffPatch) -> DayOffChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return DayOffChanges(
        from_on=payload.from_,
        to_on=payload.to,
        starts_minute=None if payload.starts is None else minute_of(payload.starts),
        ends_minute=None if payload.ends is None else minute_of(payload.ends),
        note=payload.note,
    )


def _changes(payload: DayOffPatch) -> DayOffChanges:
    """Only what was sent."""
    sent = {_DOMAIN_NAMES.get(name, name) for name in payload.model_fields_set}
    said = {name: value for name, value in _said(payload).items() if name in sent}
    return cast("DayOffChanges", said)  # a part of the whole, whose keys may all be missing


def _shape(item: DayOffItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "from": item.from_on,
        "to": item.to_on,
        "starts": None if item.starts_minute is None else minute_text(item.starts_minute),
        "ends": None if item.ends_minute is None else minute_text(item.ends_minute),
        "note": item.note,
    }
