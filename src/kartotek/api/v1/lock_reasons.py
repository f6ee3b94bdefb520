"""`lock-reasons`: why customers may be locked, and which ends each reason offers."""

from django.http import HttpResponse
from ninja import Field, Router, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.api.v1.lock_shapes import OfferedShape, ReasonOut, offered_of, shape_reason
from kartotek.domain.access import actions, queries
from kartotek.domain.access.values.locks import ReasonChanges, ReasonDetails

router = Router(tags=["locks"])


class ReasonIn(Shape):
    """A new reason."""

    label: str = Field(max_length=100)
    ends: list[OfferedShape] = Field(max_length=20)
    messages: dict[str, str] = Field({}, max_length=5)


class ReasonPatch(Shape):
    """Whatever is to change; given messages replace all."""

    label: str = Field("", max_length=100)
    ends: list[OfferedShape] = Field([], max_length=20)
    messages: dict[str, str] = Field({}, max_length=5)
    archived: bool = False


@router.get("/lock-reasons", response=PageShape[ReasonOut])
def list_reasons(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The reasons in the business's order; with `archived=true` those put away too."""
    return slice_of(queries.list_lock_reasons(has_archived=archived), shape_reason, limit=limit, cursor=cursor)


@router.post("/lock-reasons", response={201: ReasonOut})
def create_reason(request: StaffRequest, payload: ReasonIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a reason."""
    call = request.call
    details = ReasonDetails(payload.label, offered_of(payload.ends), payload.messages)
    made = actions.create_lock_reason(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    etags.tag(response, made.version)
    return Status(201, shape_reason(made))


@router.get("/lock-reasons/{reason}", response=ReasonOut)
def get_reason(request: StaffRequest, reason: str, response: HttpResponse) -> dict[str, object]:
    """One reason, archived or not."""
    found = queries.get_lock_reason(id_from_path(reason))
    etags.tag(response, found.version)
    return shape_reason(found)


@router.patch("/lock-reasons/{reason}", response=ReasonOut)
def edit_reason(request: StaffRequest, reason: str, payload: ReasonPatch, response: HttpResponse) -> dict[str, object]:
    """Change what is sent."""
    given = payload.model_fields_set
    changes = ReasonChanges()
    if "label" in given:
        changes["label"] = payload.label
    if "ends" in given:
        changes["ends"] = offered_of(payload.ends)
    if "messages" in given:
        changes["messages"] = payload.messages
    if "archived" in given:
        changes["is_archived"] = payload.archived
    changed = actions.edit_lock_reason(
        actor=request.call.actor,
        now=request.call.now,
        reason_id=id_from_path(reason),
        changes=changes,
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return shape_reason(changed)


@router.delete("/lock-reasons/{reason}", response={204: None})
def archive_reason(request: StaffRequest, reason: str) -> Status[None]:
    """Put it away: locks placed with it keep it, new ones cannot have it."""
    actions.archive_lock_reason(
        actor=request.call.actor,
        now=request.call.now,
        reason_id=id_from_path(reason),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/lock-reasons/{reason}/restore", response=ReasonOut)
def restore_reason(request: StaffRequest, reason: str, response: HttpResponse) -> dict[str, object]:
    """Take an archived reason out again."""
    call = request.call
    restored = actions.restore_lock_reason(actor=call.actor, now=call.now, reason_id=id_from_path(reason))
    etags.tag(response, restored.version)
    return shape_reason(restored)
