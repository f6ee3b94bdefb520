"""`employees/{id}/hours`: when an employee works in the week."""

from datetime import date
from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.api.kit.times import End, SpanShape, Start, minute_of, span_shape
from kartotek.domain.booking.actions import hours as actions
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import HoursChanges, HoursDetails, HoursItem, Span
from kartotek.domain.catalog.queries import get_employee

router = Router(tags=["hours"])

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: JsonDict = {"enum": list(WEEKDAYS)}
_MOST_ITEMS = 1000
_MOST_BREAKS = 100
_NO_DAY = 7
_DOMAIN_NAMES = {"starts": "starts_minute", "ends": "ends_minute"}


class HoursFields(Shape):
    """What may be said of hours, whether new or changed; both dates are included, null is open."""

    breaks: list[SpanShape] = Field([], max_length=_MOST_BREAKS)
    valid_from: date | None = None
    valid_to: date | None = None


class HoursIn(HoursFields):
    """A stretch of work on one weekday."""

    weekday: str = Field(json_schema_extra=_WEEKDAY)
    starts: Start
    ends: End


class HoursPatch(HoursFields):
    """Whatever is to change."""

    weekday: str = Field("", json_schema_extra=_WEEKDAY)
    starts: Start = ""
    ends: End = ""


class WeekIn(Shape):
    """The whole week, all validities; an `id` in an item is ignored."""

    items: list[HoursIn] = Field(max_length=_MOST_ITEMS)


class HoursOut(Schema):
    """A stretch of work on one weekday, wall-clock time of the business."""

    id: str
    weekday: str
    starts: str
    ends: str
    breaks: list[SpanShape]
    valid_from: date | None
    valid_to: date | None


class WeekOut(Schema):
    """All weekly hours of an employee."""

    items: list[HoursOut]
    next: str | None


@router.get("/employees/{employee}/hours", response=PageShape[HoursOut])
def list_hours(
    request: StaffRequest, employee: str, response: HttpResponse, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Her weekly hours by validity and weekday; the ETag is that of the whole week."""
    items = queries.list_hours(get_employee(id_from_path(employee)).id)
    etags.tag(response, queries.week_version(items))
    return slice_of(items, _shape, limit=limit, cursor=cursor)


@router.post("/employees/{employee}/hours", response={201: HoursOut})
def add_hours(
    request: StaffRequest, employee: str, payload: HoursIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Add a stretch; one that overlaps another is refused at `starts`."""
    call = request.call
    made = actions.add_hours(
        actor=call.actor,
        now=call.now,
        business=call.business,
        employee_id=id_from_path(employee),
        details=HoursDetails(**_said(payload)),
    )
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.put("/employees/{employee}/hours", response=WeekOut)
def replace_week(request: StaffRequest, employee: str, payload: WeekIn, response: HttpResponse) -> dict[str, object]:
    """Let these be all her weekly hours; faults are named `items.0.starts` and so on."""
    call = request.call
    items = actions.replace_week(
        actor=call.actor,
        now=call.now,
        business=call.business,
        employee_id=id_from_path(employee),
        items=[HoursDetails(**_said(item)) for item in payload.items],
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, queries.week_version(items))
    return {"items": [_shape(item) for item in items], "next": None}


@router.get("/employees/{employee}/hours/{hours}", response=HoursOut)
def get_hours(request: StaffRequest, employee: str, hours: str, response: HttpResponse) -> dict[str, object]:
    """One stretch."""
    found = queries.get_hours(id_from_path(employee), id_from_path(hours))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/employees/{employee}/hours/{hours}", response=HoursOut)
def edit_hours(
    request: StaffRequest, employee: str, hours: str, payload: HoursPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent."""
    call = request.call
    changed = actions.edit_hours(
        actor=call.actor,
        now=call.now,
        business=call.business,
        where=(id_from_path(employee), id_from_path(hours)),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/employees/{employee}/hours/{hours}", response={204: None})
def delete_hours(request: StaffRequest, employee: str, hours: str) -> Status[None]:
    """Delete a stretch; bookings of that time stay."""
    call = request.call
    actions.delete_hours(
        actor=call.actor,
        now=call.now,
        business=call.business,
        where=(id_from_path(employee), id_from_path(hours)),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _said(payload: HoursIn | HoursPatch) -> HoursChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return HoursChanges(
        weekday=WEEKDAYS.index(payload.weekday) if payload.weekday in WEEKDAYS else _NO_DAY,
        starts_minute=minute_of(payload.starts),
        ends_minute=minute_of(payload.ends),
        breaks=tuple(Span(minute_of(each.starts), minute_of(each.ends)) for each in payload.breaks),
        valid_from=payload.valid_from,
        valid_to=payload.valid_to,
    )


def _changes(payload: HoursPatch) -> HoursChanges:
    """Only what was sent."""
    sent = {_DOMAIN_NAMES.get(name, name) for name in payload.model_fields_set}
    said = {name: value for name, value in _said(payload).items() if name in sent}
    return cast("HoursChanges", said)  # a part of the whole, whose keys may all be missing


def _shape(item: HoursItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "weekday": WEEKDAYS[item.weekday],
        **span_shape(item.starts_minute, item.ends_minute),
        "breaks": [span_shape(*each) for each in item.breaks],
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
    }
