"""`employees`: with whom something can be booked, and `employees/{id}/services`: on which own terms."""

from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.prices import price_given, price_shape
from kartotek.api.kit.shapes import MoneyShape, PageShape, Shape, id_from_path, slice_of
from kartotek.api.kit.times import reference, references
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import (
    COLORS,
    LONGEST_DURATION,
    LONGEST_NAME,
    EmployeeChanges,
    EmployeeDetails,
    EmployeeItem,
    Offer,
    OfferDetails,
)

router = Router(tags=["catalogue"])

_NAME: JsonDict = {"maxLength": LONGEST_NAME}
_DURATION: JsonDict = {"minimum": 1, "maximum": LONGEST_DURATION}
_COLOR: JsonDict = {"enum": list(COLORS)}
_MOST = 1000
_DOMAIN_NAMES = {"location": "location_id", "staff": "membership_id", "services": "service_ids"}


class EmployeeFields(Shape):
    """What may be said of an employee, whether new or changed; `staff` is the member whose calendar it is."""

    services: list[str] = Field([], max_length=_MOST)
    is_online: bool = True
    location: str | None = None
    staff: str | None = None
    color: str = Field("blue", json_schema_extra=_COLOR)


class EmployeeIn(EmployeeFields):
    """A new employee."""

    name: str = Field(json_schema_extra=_NAME)


class EmployeePatch(EmployeeFields):
    """Whatever is to change."""

    name: str = Field("", json_schema_extra=_NAME)


class EmployeeOut(Schema):
    """An employee."""

    id: str
    name: str
    services: list[str]
    is_online: bool
    location: str | None
    staff: str | None
    color: str
    position: int
    is_archived: bool


class OfferIn(Shape):
    """Own terms; what is left out or null is that of the service."""

    duration_minutes: int | None = Field(None, json_schema_extra=_DURATION)
    price: MoneyShape | None = None


class OfferOut(Schema):
    """A service an employee performs, with the own duration and price if she has any."""

    service: str
    duration_minutes: int | None
    price: MoneyShape | None


@router.get("/employees", response=PageShape[EmployeeOut])
def list_employees(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The employees in their order; with `archived=true` those put away too."""
    return slice_of(queries.list_employees(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/employees", response={201: EmployeeOut})
def create_employee(request: StaffRequest, payload: EmployeeIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add an employee at the end."""
    call = request.call
    details = EmployeeDetails(**_said(payload))
    made = actions.create_employee(actor=call.actor, now=call.now, business=call.business, details=details)
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/employees/{employee}", response=EmployeeOut)
def get_employee(request: StaffRequest, employee: str, response: HttpResponse) -> dict[str, object]:
    """One employee, put away or not."""
    found = queries.get_employee(id_from_path(employee))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/employees/{employee}", response=EmployeeOut)
def edit_employee(
    request: StaffRequest, employee: str, payload: EmployeePatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent."""
    changed = actions.edit_employee(
        actor=request.call.actor,
        now=request.call.now,
        business=request.call.business,
        employee_id=id_from_path(employee),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/employees/{employee}", response={204: None})
def archive_employee(request: StaffRequest, employee: str) -> Status[None]:
    """Put her away; her bookings stay."""
    actions.archive_employee(
        actor=request.call.actor,
        now=request.call.now,
        business=request.call.business,
        employee_id=id_from_path(employee),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/employees/{employee}/restore", response=EmployeeOut)
def restore_employee(request: StaffRequest, employee: str, response: HttpResponse) -> dict[str, object]:
    """Take her into use again."""
    call = request.call
    back = actions.restore_employee(
        actor=call.actor, now=call.now, business=call.business, employee_id=id_from_path(employee)
    )
    etags.tag(response, back.version)
    return _shape(back)


@router.get("/employees/{employee}/services", response=PageShape[OfferOut])
def list_offers(request: StaffRequest, employee: str, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """What she performs, on which own terms."""
    found = queries.get_employee(id_from_path(employee))
    currency = request.call.business.currency
    return slice_of(found.offers, lambda offer: _offer_shape(offer, currency), limit=limit, cursor=cursor)


@router.put("/employees/{employee}/services/{service}", response=OfferOut)
def set_offer(request: StaffRequest, employee: str, service: str, payload: OfferIn | None = None) -> dict[str, object]:
    """Let her perform a service; terms that are not sent are those of the service."""
    call = request.call
    details = OfferDetails()
    if payload is not None:
        details = OfferDetails(duration_minutes=payload.duration_minutes, price=price_given(payload.price))
    service_id = id_from_path(service)
    actions.set_offer(
        actor=call.actor,
        now=call.now,
        business=call.business,
        employee_id=id_from_path(employee),
        service_id=service_id,
        details=details,
    )
    offer = queries.get_offer(id_from_path(employee), service_id)
    return _offer_shape(offer, call.business.currency)


@router.delete("/employees/{employee}/services/{service}", response={204: None})
def remove_offer(request: StaffRequest, employee: str, service: str) -> Status[None]:
    """She no longer performs it; bookings stay."""
    call = request.call
    actions.remove_offer(
        actor=call.actor,
        now=call.now,
        business=call.business,
        employee_id=id_from_path(employee),
        service_id=id_from_path(service),
    )
    return Status(204, None)


def _said(payload: EmployeeIn | EmployeePatch) -> EmployeeChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return EmployeeChanges(
        name=payload.name,
        location_id=None if payload.location is None else reference(payload.location),
        membership_id=None if payload.staff is None else reference(payload.staff),
        is_online=payload.is_online,
        color=payload.color,
        service_ids=references(payload.services),
    )


def _changes(payload: EmployeePatch) -> EmployeeChanges:
    """Only what was sent."""
    sent = {_DOMAIN_NAMES.get(name, name) for name in payload.model_fields_set}
    said = {name: value for name, value in _said(payload).items() if name in sent}
    return cast("EmployeeChanges", said)  # a part of the whole, whose keys may all be missing


def _shape(item: EmployeeItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "name": item.name,
        "services": [str(service) for service in item.service_ids],
        "is_online": item.is_online,
        "location": None if item.location_id is None else str(item.location_id),
        "staff": None if item.membership_id is None else str(item.membership_id),
        "color": item.color,
        "position": item.position,
        "is_archived": item.is_archived,
    }


def _offer_shape(offer: Offer, currency: str) -> dict[str, object]:
    return {
        "service": str(offer.service_id),
        "duration_minutes": offer.duration_minutes,
        "price": price_shape(offer.price, currency),
    }
