"""`locations`: where the business receives its customers."""

from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_body, id_from_path, slice_of
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import LocationChanges, LocationDetails, LocationItem

router = Router(tags=["locations"])


class LocationIn(Shape):
    """A new location."""

    name: str = Field(max_length=200)
    address_line: str = Field("", max_length=200)
    postcode: str = Field("", max_length=20)
    city: str = Field("", max_length=100)
    area: str | None = None


class LocationPatch(Shape):
    """Whatever is to change."""

    name: str = Field("", max_length=200)
    address_line: str = Field("", max_length=200)
    postcode: str = Field("", max_length=20)
    city: str = Field("", max_length=100)
    area: str | None = None
    is_archived: bool = False


class LocationOut(Schema):
    """A location."""

    id: str
    name: str
    address_line: str
    postcode: str
    city: str
    area: str | None
    is_archived: bool


@router.get("/locations", response=PageShape[LocationOut])
def list_locations(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The locations by name; with `archived=true` those put away too."""
    return slice_of(queries.list_locations(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/locations", response={201: LocationOut})
def create_location(request: StaffRequest, payload: LocationIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a location."""
    call = request.call
    given = payload.model_dump(exclude={"area"})
    details = LocationDetails(**given, area_id=_area(payload.area))
    location = actions.create_location(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    etags.tag(response, location.version)
    return Status(201, _shape(location))


@router.get("/locations/{location}", response=LocationOut)
def get_location(request: StaffRequest, location: str, response: HttpResponse) -> dict[str, object]:
    """One location, put away or not."""
    found = queries.get_location(id_from_path(location))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/locations/{location}", response=LocationOut)
def edit_location(
    request: StaffRequest, location: str, payload: LocationPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; `is_archived` puts it away or brings it back."""
    given = payload.model_dump(exclude_unset=True, exclude={"area"})
    changes = cast("LocationChanges", given)  # the schema has these fields and no others
    if "area" in payload.model_fields_set:
        changes["area_id"] = _area(payload.area)
    changed = _edit(request, location, changes)
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/locations/{location}", response={204: None})
def archive_location(request: StaffRequest, location: str) -> Status[None]:
    """Put it away; what happened there keeps its name."""
    _edit(request, location, LocationChanges(is_archived=True))
    return Status(204, None)


def _edit(request: StaffRequest, location: str, changes: LocationChanges) -> LocationItem:
    return actions.edit_location(
        actor=request.call.actor,
        now=request.call.now,
        location_id=id_from_path(location),
        changes=changes,
        expected_version=etags.expected_version(request),
    )


def _area(given: str | None) -> int | None:
    return None if given is None else id_from_body("area", given)


def _shape(location: LocationItem) -> dict[str, object]:
    return {
        "id": str(location.id),
        "name": location.name,
        "address_line": location.address_line,
        "postcode": location.postcode,
        "city": location.city,
        "area": None if location.area_id is None else str(location.area_id),
        "is_archived": location.is_archived,
    }
