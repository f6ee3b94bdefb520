"""`services`: what can be booked."""

from dataclasses import asdict
from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.prices import price_given, price_shape
from kartotek.api.kit.shapes import MoneyShape, PageShape, Shape, id_from_path, slice_of
from kartotek.api.kit.times import Start, minute_of, reference, references
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import (
    COLORS,
    LONGEST_BUFFER,
    LONGEST_DURATION,
    LONGEST_NAME,
    MOST_SEATS,
    Gap,
    ServiceChanges,
    ServiceDetails,
    ServiceItem,
    ServiceKind,
)
from kartotek.kernel.periods import minute_text

router = Router(tags=["catalogue"])

# The bounds are told to programs here and judged by the domain, which names all faults at once.
_NAME: JsonDict = {"maxLength": LONGEST_NAME}
_DURATION: JsonDict = {"minimum": 1, "maximum": LONGEST_DURATION}
_BUFFER: JsonDict = {"minimum": 0, "maximum": LONGEST_BUFFER}
_SEATS: JsonDict = {"minimum": 1, "maximum": MOST_SEATS}
_KIND: JsonDict = {"enum": [kind.value for kind in ServiceKind]}
_COLOR: JsonDict = {"enum": list(COLORS)}
_MOST = 1000
_DOMAIN_NAMES = {"category": "category_id", "employees": "employee_ids"}


class GapShape(Shape):
    """Time within the service in which its employee is free for others; it begins `after_minutes` from the start."""

    after_minutes: int = Field(json_schema_extra=_DURATION)
    minutes: int = Field(json_schema_extra=_DURATION)


class ServiceFields(Shape):
    """What may be said of a service, whether new or changed."""

    description: dict[str, str] = Field({}, max_length=20)
    category: str | None = None
    buffer_before_minutes: int = Field(0, json_schema_extra=_BUFFER)
    buffer_after_minutes: int = Field(0, json_schema_extra=_BUFFER)
    price: MoneyShape | None = None
    is_online: bool = True
    needs_approval: bool = False
    seats: int | None = Field(None, json_schema_extra=_SEATS)
    start_times: list[Start] | None = Field(None, max_length=_MOST)
    gap: GapShape | None = None
    employees: list[str] = Field([], max_length=_MOST)
    color: str = Field("blue", json_schema_extra=_COLOR)


class ServiceIn(ServiceFields):
    """A new service."""

    name: str = Field(json_schema_extra=_NAME)
    kind: str = Field(json_schema_extra=_KIND)
    duration_minutes: int = Field(json_schema_extra=_DURATION)


class ServicePatch(ServiceFields):
    """Whatever is to change; `is_archived` puts it away or takes it into use again."""

    name: str = Field("", json_schema_extra=_NAME)
    kind: str = Field("", json_schema_extra=_KIND)
    duration_minutes: int = Field(0, json_schema_extra=_DURATION)
    is_archived: bool = False


class ServiceOut(Schema):
    """A service; `employees` perform it, `start_times` are null where the grid of the business holds."""

    id: str
    name: str
    description: dict[str, str]
    category: str | None
    kind: str
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    price: MoneyShape | None
    is_online: bool
    needs_approval: bool
    seats: int | None
    start_times: list[str] | None
    gap: GapShape | None
    employees: list[str]
    color: str
    position: int
    is_archived: bool


@router.get("/services", response=PageShape[ServiceOut])
def list_services(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The services in their order; with `archived=true` those put away too."""
    currency = request.call.business.currency
    rows = queries.list_services(has_archived=archived)
    return slice_of(rows, lambda row: _shape(row, currency), limit=limit, cursor=cursor)


@router.post("/services", response={201: ServiceOut})
def create_service(request: StaffRequest, payload: ServiceIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a service at the end."""
    call = request.call
    made = actions.create_service(
        actor=call.actor, now=call.now, business=call.business, details=ServiceDetails(**_said(payload))
    )
    etags.tag(response, made.version)
    return Status(201, _shape(made, call.business.currency))


@router.get("/services/{service}", response=ServiceOut)
def get_service(request: StaffRequest, service: str, response: HttpResponse) -> dict[str, object]:
    """One service, put away or not."""
    found = queries.get_service(id_from_path(service))
    etags.tag(response, found.version)
    return _shape(found, request.call.business.currency)


@router.patch("/services/{service}", response=ServiceOut)
def edit_service(
    request: StaffRequest, service: str, payload: ServicePatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; bookings keep their time and price."""
    call = request.call
    changed = actions.edit_service(
        actor=call.actor,
        now=call.now,
        business=call.business,
        service_id=id_from_path(service),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed, call.business.currency)


@router.delete("/services/{service}", response={204: None})
def archive_service(request: StaffRequest, service: str) -> Status[None]:
    """Put it away; bookings of it stay."""
    actions.archive_service(
        actor=request.call.actor,
        now=request.call.now,
        business=request.call.business,
        service_id=id_from_path(service),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/services/{service}/restore", response=ServiceOut)
def restore_service(request: StaffRequest, service: str, response: HttpResponse) -> dict[str, object]:
    """Take it into use again."""
    call = request.call
    back = actions.restore_service(
        actor=call.actor, now=call.now, business=call.business, service_id=id_from_path(service)
    )
    etags.tag(response, back.version)
    return _shape(back, call.business.currency)


def _said(payload: ServiceIn | ServicePatch) -> ServiceChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return ServiceChanges(
        name=payload.name,
        kind=payload.kind,
        description=payload.description,
        category_id=None if payload.category is None else reference(payload.category),
        duration_minutes=payload.duration_minutes,
        buffer_before_minutes=payload.buffer_before_minutes,
        buffer_after_minutes=payload.buffer_after_minutes,
        price=price_given(payload.price),
        is_online=payload.is_online,
        needs_approval=payload.needs_approval,
        seats=payload.seats,
        start_times=None if payload.start_times is None else tuple(map(minute_of, payload.start_times)),
        gap=None if payload.gap is None else Gap(payload.gap.after_minutes, payload.gap.minutes),
        color=payload.color,
        employee_ids=references(payload.employees),
    )


def _changes(payload: ServicePatch) -> ServiceChanges:
    """Only what was sent."""
    sent = {_DOMAIN_NAMES.get(name, name) for name in payload.model_fields_set}
    everything = _said(payload)
    everything["is_archived"] = payload.is_archived
    said = {name: value for name, value in everything.items() if name in sent}
    return cast("ServiceChanges", said)  # a part of the whole, whose keys may all be missing


def _shape(item: ServiceItem, currency: str) -> dict[str, object]:
    return {
        "id": str(item.id),
        "name": item.name,
        "description": item.description,
        "category": None if item.category_id is None else str(item.category_id),
        "kind": item.kind,
        "duration_minutes": item.duration_minutes,
        "buffer_before_minutes": item.buffer_before_minutes,
        "buffer_after_minutes": item.buffer_after_minutes,
        "price": price_shape(item.price, currency),
        "is_online": item.is_online,
        "needs_approval": item.needs_approval,
        "seats": item.seats,
        "start_times": None if item.start_times is None else [minute_text(minute) for minute in item.start_times],
        "gap": None if item.gap is None else asdict(item.gap),
        "employees": [str(employee) for employee in item.employee_ids],
        "color": item.color,
        "position": item.position,
        "is_archived": item.is_archived,
    }
