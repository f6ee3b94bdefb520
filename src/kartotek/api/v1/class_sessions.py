"""`class-sessions`: the dates of group classes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.kit.times import reference
from kartotek.domain.booking import actions
from kartotek.domain.booking.decisions.asking import LONGEST_NOTE
from kartotek.domain.booking.queries import classes as queries
from kartotek.domain.booking.values.classes import SessionChanges, SessionDetails, SessionFilters, SessionItem

router = Router(tags=["classes"])


class SessionQuery(Schema):
    """Which dates to list."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    service: str | None = None
    employee: str | None = None
    cancelled: bool = False
    limit: int | None = None
    cursor: str = ""


class RepeatIn(Shape):
    """The same weekday and wall-clock time, until a local date that is included."""

    weekly_until: date


class SessionIn(Shape):
    """A date of a class; without an end it lasts as long as its service, without seats it has those of its service."""

    service: str
    employee: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    seats: int | None = None
    repeat: RepeatIn | None = None


class SessionPatch(Shape):
    """Whatever is to change; a new start without a new end keeps the length."""

    employee: str | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    seats: int | None = None


class CancelQuery(Schema):
    """Why, if somebody says."""

    reason: str = Field("", json_schema_extra={"maxLength": LONGEST_NOTE})


class SessionOut(Schema):
    """A date of a class as staff see it."""

    id: str
    service: str
    service_name: str
    employee: str
    employee_name: str
    starts_at: str
    ends_at: str
    seats: int
    seats_taken: int
    seats_left: int
    in_series: bool
    cancelled_at: str | None
    cancelled_by: str
    cancel_reason: str


class SessionsOut(SessionOut):
    """The first of the dates that were made, and all of them."""

    sessions: list[SessionOut]


@router.get("/class-sessions", response=PageShape[SessionOut])
def list_class_sessions(request: StaffRequest, asked: Query[SessionQuery]) -> dict[str, object]:
    """The dates that start on these local dates, in order; cancelled ones only when asked for."""
    business = request.call.business
    filters = SessionFilters(
        from_on=asked.first,
        to_on=asked.last,
        service_id=None if asked.service is None else reference(asked.service),
        employee_id=None if asked.employee is None else reference(asked.employee),
        has_cancelled=asked.cancelled,
    )
    page = queries.list_class_sessions(business=business, filters=filters, limit=asked.limit, cursor=asked.cursor)
    return page_of(page, lambda item: _shape(item, business.timezone))


@router.post("/class-sessions", response={201: SessionsOut})
def create_class_session(
    request: StaffRequest, payload: SessionIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Plan one date, or with `repeat` one a week; where the employee has something else, none (409 `slot_taken`)."""
    call = request.call
    details = SessionDetails(
        service_id=reference(payload.service),
        employee_id=reference(payload.employee),
        starts_at=payload.starts_at,
        ends_at=payload.ends_at,
        seats=payload.seats,
    )
    made = actions.create_class_sessions(
        business=call.business,
        actor=call.actor,
        now=call.now,
        details=details,
        weekly_until=payload.repeat.weekly_until if payload.repeat else None,
    )
    etags.tag(response, made[0].version)
    shapes = [_shape(item, call.business.timezone) for item in made]
    return Status(201, shapes[0] | {"sessions": shapes})


@router.get("/class-sessions/{session}", response=SessionOut)
def get_class_session(request: StaffRequest, session: str, response: HttpResponse) -> dict[str, object]:
    """One date, cancelled or not; who takes part: `bookings?session=`."""
    return _answer(request, response, queries.get_class_session(id_from_path(session)))


@router.patch("/class-sessions/{session}", response=SessionOut)
def edit_class_session(
    request: StaffRequest, session: str, payload: SessionPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; its bookings go along."""
    call = request.call
    changed = actions.edit_class_session(
        business=call.business,
        actor=call.actor,
        now=call.now,
        session_id=id_from_path(session),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    return _answer(request, response, changed)


@router.delete("/class-sessions/{session}", response={204: None})
def cancel_class_session(request: StaffRequest, session: str, asked: Query[CancelQuery]) -> Status[None]:
    """Cancel the date and all its bookings."""
    call = request.call
    actions.cancel_class_session(
        business=call.business,
        actor=call.actor,
        now=call.now,
        session_id=id_from_path(session),
        reason=asked.reason,
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _changes(payload: SessionPatch) -> SessionChanges:
    changes = SessionChanges()
    if payload.employee is not None:
        changes["employee_id"] = reference(payload.employee)
    if payload.starts_at is not None:
        changes["starts_at"] = payload.starts_at
    if payload.ends_at is not None:
        changes["ends_at"] = payload.ends_at
    if payload.seats is not None:
        changes["seats"] = payload.seats
    return changes


def _answer(request: StaffRequest, response: HttpResponse, item: SessionItem) -> dict[str, object]:
    etags.tag(response, item.version)
    return _shape(item, request.call.business.timezone)


def _shape(item: SessionItem, timezone: str) -> dict[str, object]:
    def local(moment: datetime) -> str:
        return moment.astimezone(ZoneInfo(timezone)).isoformat()

    return {
        "id": str(item.id),
        "service": str(item.service_id),
        "service_name": item.service_name,
        "employee": str(item.employee_id),
        "employee_name": item.employee_name,
        "starts_at": local(item.starts_at),
        "ends_at": local(item.ends_at),
        "seats": item.seats,
        "seats_taken": item.seats_taken,
        "seats_left": item.seats_left,
        "in_series": item.is_in_series,
        "cancelled_at": None if item.cancelled_at is None else local(item.cancelled_at),
        "cancelled_by": item.cancelled_by,
        "cancel_reason": item.cancel_reason,
    }
