"""`resources`: rooms and equipment that bookings use besides an employee."""

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, only_sent, slice_of
from kartotek.api.kit.times import references
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import (
    LONGEST_NAME,
    MOST_CAPACITY,
    ResourceChanges,
    ResourceDetails,
    ResourceItem,
)

router = Router(tags=["catalogue"])

_NAME: JsonDict = {"maxLength": LONGEST_NAME}
_CAPACITY: JsonDict = {"minimum": 1, "maximum": MOST_CAPACITY}
_MOST = 1000


class ResourceIn(Shape):
    """A new resource: every booking of `services` uses one of its `capacity`."""

    name: str = Field(json_schema_extra=_NAME)
    services: list[str] = Field([], max_length=_MOST)
    capacity: int = Field(1, json_schema_extra=_CAPACITY)


class ResourcePatch(Shape):
    """Whatever is to change; `is_archived` puts it away or takes it into use again."""

    name: str = Field("", json_schema_extra=_NAME)
    services: list[str] = Field([], max_length=_MOST)
    capacity: int = Field(1, json_schema_extra=_CAPACITY)
    is_archived: bool = False


class ResourceOut(Schema):
    """A room or a piece of equipment."""

    id: str
    name: str
    services: list[str]
    capacity: int
    is_archived: bool


@router.get("/resources", response=PageShape[ResourceOut])
def list_resources(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Rooms and equipment by name; with `archived=true` those put away too."""
    return slice_of(queries.list_resources(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/resources", response={201: ResourceOut})
def create_resource(request: StaffRequest, payload: ResourceIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a room or a piece of equipment."""
    call = request.call
    details = ResourceDetails(name=payload.name, service_ids=references(payload.services), capacity=payload.capacity)
    made = actions.create_resource(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/resources/{resource}", response=ResourceOut)
def get_resource(request: StaffRequest, resource: str, response: HttpResponse) -> dict[str, object]:
    """One resource, put away or not."""
    found = queries.get_resource(id_from_path(resource))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/resources/{resource}", response=ResourceOut)
def edit_resource(
    request: StaffRequest, resource: str, payload: ResourcePatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; bookings keep what they use."""
    changed = _edit(request, resource, _changes(payload))
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/resources/{resource}", response={204: None})
def archive_resource(request: StaffRequest, resource: str) -> Status[None]:
    """Put it away: services need it no more, bookings keep it."""
    _edit(request, resource, ResourceChanges(is_archived=True))
    return Status(204, None)


def _edit(request: StaffRequest, resource: str, changes: ResourceChanges) -> ResourceItem:
    call = request.call
    return actions.edit_resource(
        actor=call.actor,
        now=call.now,
        business_id=call.business.id,
        resource_id=id_from_path(resource),
        changes=changes,
        expected_version=etags.expected_version(request),
    )


def _changes(payload: ResourcePatch) -> ResourceChanges:
    """Only what was sent."""
    said = ResourceChanges(
        name=payload.name,
        service_ids=references(payload.services),
        capacity=payload.capacity,
        is_archived=payload.is_archived,
    )
    return only_sent(said, {"service_ids" if name == "services" else name for name in payload.model_fields_set})


def _shape(item: ResourceItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "name": item.name,
        "services": [str(one) for one in item.service_ids],
        "capacity": item.capacity,
        "is_archived": item.is_archived,
    }
