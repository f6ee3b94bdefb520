"""`tags`: the marks staff put on cards, and `customers/{id}/tags/{tag}` that puts them there (S31)."""

from typing import Literal

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic import StrictInt
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, only_sent, slice_of
from kartotek.api.kit.times import references
from kartotek.api.v1.customer_shapes import TagOut as CardTagOut
from kartotek.api.v1.customer_shapes import shape_tag
from kartotek.api.v1.scope_shapes import Where, scope_given, scope_shape
from kartotek.domain.access import actions
from kartotek.domain.access.queries import tags as queries
from kartotek.domain.access.values import UNLIMITED, Limit
from kartotek.domain.access.values.tags import (
    LONGEST_LABEL,
    TAG_COLORS,
    TAG_ICONS,
    TagChanges,
    TagDetails,
    TagItem,
    TagKind,
)

router = Router(tags=["access"])

# The bounds are told to programs here and judged by the domain, which names all faults at once.
_LABEL: JsonDict = {"maxLength": LONGEST_LABEL}
_KIND: JsonDict = {"enum": [kind.value for kind in TagKind]}
_ICON: JsonDict = {"enum": list(TAG_ICONS)}
_COLOR: JsonDict = {"enum": list(TAG_COLORS)}
_LIMIT: JsonDict = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 9999}, {"const": "unlimited"}]}


class TagFields(Shape):
    """What may be said of a tag; `messages` by language, at most 1000 characters each, replaces all of them."""

    kind: str = Field("normal", json_schema_extra=_KIND)
    icon: str = Field("tag", json_schema_extra=_ICON)
    color: str = Field("blue", json_schema_extra=_COLOR)
    messages: dict[str, str] = Field({}, max_length=20)
    max_future_bookings: StrictInt | Literal["unlimited"] | None = Field(None, json_schema_extra=_LIMIT)
    where: Where = "all"


class TagIn(TagFields):
    """A new tag."""

    label: str = Field(json_schema_extra=_LABEL)


class TagPatch(TagFields):
    """Whatever is to change."""

    label: str = Field("", json_schema_extra=_LABEL)


class MergeIn(Shape):
    """The tag that is to be merged into the one of the address, and then archived."""

    other: str


class TagOut(Schema):
    """A tag; `where` names only what narrows it."""

    id: str
    label: str
    kind: Literal["normal", "banned"]
    icon: str
    color: str
    messages: dict[str, str]
    max_future_bookings: int | Literal["unlimited"] | None
    where: Literal["all"] | dict[str, list[str]]
    archived: bool


class CardTagsOut(Schema):
    """The tags of a card."""

    tags: list[CardTagOut]


@router.get("/tags", response=PageShape[TagOut])
def list_tags(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The tags by label; with `archived=true` those put away too."""
    return slice_of(queries.list_tags(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/tags", response={201: TagOut})
def create_tag(request: StaffRequest, payload: TagIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a tag; needs `tag.manage`, as all that changes one."""
    call = request.call
    made = actions.create_tag(
        actor=call.actor, now=call.now, business=call.business, details=TagDetails(**_said(payload))
    )
    return Status(201, _answer(made, response))


@router.get("/tags/{tag}", response=TagOut)
def get_tag(request: StaffRequest, tag: str, response: HttpResponse) -> dict[str, object]:
    """One tag, put away or not."""
    return _answer(queries.get_tag(id_from_path(tag)), response)


@router.patch("/tags/{tag}", response=TagOut)
def edit_tag(request: StaffRequest, tag: str, payload: TagPatch, response: HttpResponse) -> dict[str, object]:
    """Change what is sent; it holds at once for all who carry the tag."""
    call = request.call
    changed = actions.edit_tag(
        actor=call.actor,
        now=call.now,
        tag_id=id_from_path(tag),
        changes=changes_given(payload),
        expected_version=etags.expected_version(request),
    )
    return _answer(changed, response)


@router.delete("/tags/{tag}", response={204: None})
def archive_tag(request: StaffRequest, tag: str, lift: bool = False) -> Status[None]:
    """Put it away. Who carries it keeps it, and a ban goes on; with `lift=true` it is taken off all cards (S33)."""
    actions.archive_tag(
        actor=request.call.actor,
        now=request.call.now,
        tag_id=id_from_path(tag),
        is_lifted=lift,
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/tags/{tag}/restore", response=TagOut)
def restore_tag(request: StaffRequest, tag: str, response: HttpResponse) -> dict[str, object]:
    """Take it into use again."""
    back = actions.restore_tag(actor=request.call.actor, now=request.call.now, tag_id=id_from_path(tag))
    return _answer(back, response)


@router.post("/tags/{tag}/merge", response=TagOut)
def merge_tags(request: StaffRequest, tag: str, payload: MergeIn, response: HttpResponse) -> dict[str, object]:
    """Put this tag in the place of the other, on cards and in rules; the other is archived."""
    tag_id = id_from_path(tag)
    [other_id] = references([payload.other])
    merged = actions.merge_tags(actor=request.call.actor, now=request.call.now, tag_id=tag_id, other_id=other_id)
    return _answer(merged, response)


@router.put("/customers/{customer}/tags/{tag}", response=CardTagsOut)
def add_tag(request: StaffRequest, customer: str, tag: str) -> dict[str, object]:
    """Put a tag on a card, which may carry it already; needs `tag.apply`, a banned one `lock.place` too."""
    carried = actions.add_tag(
        actor=request.call.actor, now=request.call.now, customer_id=id_from_path(customer), tag_id=id_from_path(tag)
    )
    return {"tags": [shape_tag(each) for each in carried]}


@router.delete("/customers/{customer}/tags/{tag}", response={204: None})
def remove_tag(request: StaffRequest, customer: str, tag: str) -> Status[None]:
    """Take a tag off a card, which may not carry it; needs what putting it on needs."""
    actions.remove_tag(
        actor=request.call.actor, now=request.call.now, customer_id=id_from_path(customer), tag_id=id_from_path(tag)
    )
    return Status(204, None)


def _said(payload: TagIn | TagPatch) -> TagChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return TagChanges(
        label=payload.label,
        kind=payload.kind,
        icon=payload.icon,
        color=payload.color,
        messages=payload.messages,
        max_future_bookings=_limit(payload.max_future_bookings),
        where=scope_given(payload.where),
    )


def changes_given(payload: TagPatch) -> TagChanges:
    """Only what was sent."""
    return only_sent(_said(payload), payload.model_fields_set)


def _limit(sent: int | str | None) -> Limit | None:
    if sent is None:
        return None
    return UNLIMITED if isinstance(sent, str) else Limit(sent)


def _answer(item: TagItem, response: HttpResponse) -> dict[str, object]:
    etags.tag(response, item.version)
    return _shape(item)


def _shape(item: TagItem) -> dict[str, object]:
    limit = item.max_future_bookings
    return {
        "id": str(item.id),
        "label": item.label,
        "kind": item.kind,
        "icon": item.icon,
        "color": item.color,
        "messages": dict(item.messages),
        "max_future_bookings": None if limit is None else limit.value,
        "where": scope_shape(item.where),
        "archived": item.is_archived,
    }
