"""`reminder-types`: what reminders can be about."""

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.values.reminders import LONGEST_TYPE, ReminderTypeChanges, ReminderTypeItem

router = Router(tags=["reminders"])

_NAME: JsonDict = {"maxLength": LONGEST_TYPE}


class TypeIn(Shape):
    """A new type."""

    name: str = Field(json_schema_extra=_NAME)


class TypePatch(Shape):
    """Whatever is to change."""

    name: str = Field("", json_schema_extra=_NAME)
    archived: bool = False


class TypeOut(Schema):
    """A type."""

    id: str
    name: str
    archived: bool


@router.get("/reminder-types", response=PageShape[TypeOut])
def list_types(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The types by name; with `archived=true` those put away too."""
    return slice_of(queries.list_reminder_types(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/reminder-types", response={201: TypeOut})
def create_type(request: StaffRequest, payload: TypeIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a type; needs `reminder.manage`."""
    call = request.call
    made = actions.create_reminder_type(actor=call.actor, now=call.now, business_id=call.business.id, name=payload.name)
    return Status(201, _answer(made, response))


@router.get("/reminder-types/{reminder_type}", response=TypeOut)
def get_type(request: StaffRequest, reminder_type: str, response: HttpResponse) -> dict[str, object]:
    """One type, archived or not."""
    return _answer(queries.get_reminder_type(id_from_path(reminder_type)), response)


@router.patch("/reminder-types/{reminder_type}", response=TypeOut)
def edit_type(
    request: StaffRequest, reminder_type: str, payload: TypePatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; needs `settings.manage`, as archiving does."""
    changes = ReminderTypeChanges()
    if "name" in payload.model_fields_set:
        changes["name"] = payload.name
    if "archived" in payload.model_fields_set:
        changes["is_archived"] = payload.archived
    changed = actions.edit_reminder_type(
        actor=request.call.actor,
        now=request.call.now,
        type_id=id_from_path(reminder_type),
        changes=changes,
        expected_version=etags.expected_version(request),
    )
    return _answer(changed, response)


@router.delete("/reminder-types/{reminder_type}", response={204: None})
def archive_type(request: StaffRequest, reminder_type: str) -> Status[None]:
    """Put it away: reminders of this type keep it, new ones cannot have it (S33)."""
    actions.archive_reminder_type(
        actor=request.call.actor,
        now=request.call.now,
        type_id=id_from_path(reminder_type),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/reminder-types/{reminder_type}/restore", response=TypeOut)
def restore_type(request: StaffRequest, reminder_type: str, response: HttpResponse) -> dict[str, object]:
    """Take an archived type out again."""
    call = request.call
    back = actions.restore_reminder_type(actor=call.actor, now=call.now, type_id=id_from_path(reminder_type))
    return _answer(back, response)


def _answer(item: ReminderTypeItem, response: HttpResponse) -> dict[str, object]:
    etags.tag(response, item.version)
    return _shape(item)


def _shape(item: ReminderTypeItem) -> dict[str, object]:
    return {"id": str(item.id), "name": item.name, "archived": item.is_archived}
