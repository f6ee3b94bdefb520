"""`extra-fields`: what is asked with a booking of a service."""

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, only_sent, slice_of
from kartotek.api.kit.times import references
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import (
    MOST_CHOICES,
    ExtraFieldChanges,
    ExtraFieldDetails,
    ExtraFieldItem,
    ExtraFieldKind,
)

router = Router(tags=["catalogue"])

_KIND: JsonDict = {"enum": [kind.value for kind in ExtraFieldKind]}
_CHOICES: JsonDict = {"maxItems": MOST_CHOICES}
_MOST = 1000
_DOMAIN_NAMES = {"required": "is_required", "visible_online": "is_visible_online", "services": "service_ids"}


class ExtraFieldIn(Shape):
    """What to ask: the label by language, and for a choice its choices, each by language."""

    label: dict[str, str] = Field(max_length=20)
    kind: str = Field(json_schema_extra=_KIND)
    required: bool = False
    services: list[str] = Field([], max_length=_MOST)
    visible_online: bool = True
    choices: list[dict[str, str]] = Field([], max_length=_MOST, json_schema_extra=_CHOICES)


class ExtraFieldPatch(Shape):
    """Whatever is to change."""

    label: dict[str, str] = Field({}, max_length=20)
    kind: str = Field("", json_schema_extra=_KIND)
    required: bool = False
    services: list[str] = Field([], max_length=_MOST)
    visible_online: bool = True
    choices: list[dict[str, str]] = Field([], max_length=_MOST, json_schema_extra=_CHOICES)


class ExtraFieldOut(Schema):
    """A field, and the services that ask it."""

    id: str
    label: dict[str, str]
    kind: str
    required: bool
    services: list[str]
    visible_online: bool
    choices: list[dict[str, str]]


@router.get("/extra-fields", response=PageShape[ExtraFieldOut])
def list_extra_fields(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """All extra fields, in the order they were made."""
    return slice_of(queries.list_extra_fields(), _shape, limit=limit, cursor=cursor)


@router.post("/extra-fields", response={201: ExtraFieldOut})
def create_extra_field(
    request: StaffRequest, payload: ExtraFieldIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Ask one thing more."""
    call = request.call
    details = ExtraFieldDetails(**_said(payload))
    made = actions.create_extra_field(actor=call.actor, now=call.now, business=call.business, details=details)
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/extra-fields/{extra_field}", response=ExtraFieldOut)
def get_extra_field(request: StaffRequest, extra_field: str, response: HttpResponse) -> dict[str, object]:
    """One of them."""
    found = queries.get_extra_field(id_from_path(extra_field))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/extra-fields/{extra_field}", response=ExtraFieldOut)
def edit_extra_field(
    request: StaffRequest, extra_field: str, payload: ExtraFieldPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; answers that were given keep the words they had."""
    call = request.call
    sent = {_DOMAIN_NAMES.get(name, name) for name in payload.model_fields_set}
    changed = actions.edit_extra_field(
        actor=call.actor,
        now=call.now,
        business=call.business,
        field_id=id_from_path(extra_field),
        changes=only_sent(_said(payload), sent),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/extra-fields/{extra_field}", response={204: None})
def delete_extra_field(request: StaffRequest, extra_field: str) -> Status[None]:
    """Ask it no more; answers stay on their bookings."""
    actions.delete_extra_field(
        actor=request.call.actor,
        now=request.call.now,
        business=request.call.business,
        field_id=id_from_path(extra_field),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _said(payload: ExtraFieldIn | ExtraFieldPatch) -> ExtraFieldChanges:
    return ExtraFieldChanges(
        label=payload.label,
        kind=payload.kind,
        is_required=payload.required,
        is_visible_online=payload.visible_online,
        choices=tuple(payload.choices),
        service_ids=references(payload.services),
    )


def _shape(item: ExtraFieldItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "label": item.label,
        "kind": item.kind,
        "required": item.is_required,
        "services": [str(service) for service in item.service_ids],
        "visible_online": item.is_visible_online,
        "choices": list(item.choices),
    }
