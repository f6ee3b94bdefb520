"""`areas`: the parts of the business, a tree."""

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_body, id_from_path, slice_of
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import AreaChanges, AreaDetails, AreaItem

router = Router(tags=["areas"])


class AreaIn(Shape):
    """A new area."""

    name: str = Field(max_length=200)
    parent: str | None = None


class AreaPatch(Shape):
    """Whatever is to change."""

    name: str = Field("", max_length=200)
    parent: str | None = None


class AreaOut(Schema):
    """An area and the one above it."""

    id: str
    name: str
    parent: str | None


@router.get("/areas", response=PageShape[AreaOut])
def list_areas(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """All areas by name."""
    return slice_of(queries.list_areas(), _shape, limit=limit, cursor=cursor)


@router.post("/areas", response={201: AreaOut})
def create_area(request: StaffRequest, payload: AreaIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add an area."""
    call = request.call
    details = AreaDetails(payload.name, _parent(payload.parent))
    area = actions.create_area(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    etags.tag(response, area.version)
    return Status(201, _shape(area))


@router.get("/areas/{area}", response=AreaOut)
def get_area(request: StaffRequest, area: str, response: HttpResponse) -> dict[str, object]:
    """One area."""
    found = queries.get_area(id_from_path(area))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/areas/{area}", response=AreaOut)
def edit_area(request: StaffRequest, area: str, payload: AreaPatch, response: HttpResponse) -> dict[str, object]:
    """Rename it or hang it below another one."""
    given = payload.model_dump(exclude_unset=True)
    changes = AreaChanges()
    if "name" in given:
        changes["name"] = payload.name
    if "parent" in given:
        changes["parent_id"] = _parent(payload.parent)
    changed = actions.edit_area(
        actor=request.call.actor,
        now=request.call.now,
        area_id=id_from_path(area),
        changes=changes,
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/areas/{area}", response={204: None})
def delete_area(request: StaffRequest, area: str) -> Status[None]:
    """Remove an area that nothing belongs to."""
    actions.delete_area(
        actor=request.call.actor,
        now=request.call.now,
        area_id=id_from_path(area),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _parent(given: str | None) -> int | None:
    return None if given is None else id_from_body("parent", given)


def _shape(area: AreaItem) -> dict[str, object]:
    parent = None if area.parent_id is None else str(area.parent_id)
    return {"id": str(area.id), "name": area.name, "parent": parent}
