"""`categories`: the headings of the catalogue."""

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import LONGEST_NAME, CategoryChanges, CategoryDetails, CategoryItem

router = Router(tags=["catalogue"])


class CategoryIn(Shape):
    """A new heading."""

    name: str = Field(json_schema_extra={"maxLength": LONGEST_NAME})


class CategoryPatch(Shape):
    """Whatever is to change."""

    name: str = Field("", json_schema_extra={"maxLength": LONGEST_NAME})


class CategoryOut(Schema):
    """A heading and its place among the others."""

    id: str
    name: str
    position: int


@router.get("/categories", response=PageShape[CategoryOut])
def list_categories(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """All categories in their order."""
    return slice_of(queries.list_categories(), _shape, limit=limit, cursor=cursor)


@router.post("/categories", response={201: CategoryOut})
def create_category(request: StaffRequest, payload: CategoryIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a category at the end."""
    call = request.call
    details = CategoryDetails(name=payload.name)
    made = actions.create_category(actor=call.actor, now=call.now, business=call.business, details=details)
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/categories/{category}", response=CategoryOut)
def get_category(request: StaffRequest, category: str, response: HttpResponse) -> dict[str, object]:
    """One category."""
    found = queries.get_category(id_from_path(category))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/categories/{category}", response=CategoryOut)
def edit_category(
    request: StaffRequest, category: str, payload: CategoryPatch, response: HttpResponse
) -> dict[str, object]:
    """Rename it."""
    changes = CategoryChanges()
    if "name" in payload.model_fields_set:
        changes["name"] = payload.name
    changed = actions.edit_category(
        actor=request.call.actor,
        now=request.call.now,
        business=request.call.business,
        category_id=id_from_path(category),
        changes=changes,
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/categories/{category}", response={204: None})
def delete_category(request: StaffRequest, category: str) -> Status[None]:
    """Delete it; its services stay, without a category."""
    actions.delete_category(
        actor=request.call.actor,
        now=request.call.now,
        business=request.call.business,
        category_id=id_from_path(category),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _shape(item: CategoryItem) -> dict[str, object]:
    return {"id": str(item.id), "name": item.name, "position": item.position}
