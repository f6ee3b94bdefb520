"""`webhooks`: programs outside that are told what happens, and the log of what they were told."""

from datetime import datetime

import orjson
from django.http import HttpResponse
from ninja import Field, Router, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of, slice_of
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.hooks import actions, queries
from kartotek.domain.hooks.values import DeliveryItem, WebhookChanges, WebhookDetails, WebhookItem

router = Router(tags=["feeds and hooks"])


class WebhookIn(Shape):
    """A new address and what it wants to hear."""

    url: str = Field(max_length=500)
    events: list[str] = Field(max_length=50)


class WebhookPatch(Shape):
    """Whatever is to change."""

    url: str = Field("", max_length=500)
    events: list[str] = Field([], max_length=50)
    active: bool = True


class WebhookOut(Shape):
    """An address; `secret` is what its receiver checks signatures with (Standard Webhooks)."""

    id: str
    url: str
    events: list[str]
    active: bool
    secret: str
    created_at: datetime
    failing_since: datetime | None


class DeliveryOut(Shape):
    """One thing told; `webhook_id` is the header the receiver sees, the same at every attempt."""

    id: str
    webhook_id: str
    event: str
    payload: dict[str, object]
    state: str
    created_at: datetime
    due_at: datetime
    attempts: int
    status: int | None
    error: str
    finished_at: datetime | None


def shape_webhook(item: WebhookItem) -> dict[str, object]:
    """An address as it is answered."""
    return {
        "id": str(item.id),
        "url": item.url,
        "events": list(item.events),
        "active": item.is_active,
        "secret": item.secret,
        "created_at": item.created_at,
        "failing_since": item.failing_since,
    }


def shape_delivery(item: DeliveryItem) -> dict[str, object]:
    """A delivery as it is answered."""
    return {
        "id": str(item.id),
        "webhook_id": item.public_id,
        "event": item.event,
        "payload": orjson.loads(item.body),
        "state": item.state,
        "created_at": item.created_at,
        "due_at": item.due_at,
        "attempts": item.attempts,
        "status": item.status,
        "error": item.error,
        "finished_at": item.finished_at,
    }


@router.get("/webhooks", response=PageShape[WebhookOut])
def list_webhooks(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """The addresses of the business."""
    require(request.call.actor, Permission.SETTINGS_MANAGE)
    found = queries.list_webhooks(business_id=request.call.business.id)
    return slice_of(found, shape_webhook, limit=limit, cursor=cursor)


@router.post("/webhooks", response={201: WebhookOut})
def create_webhook(request: StaffRequest, payload: WebhookIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Tell an address from now on."""
    call = request.call
    details = WebhookDetails(payload.url, tuple(payload.events))
    made = actions.create_webhook(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    etags.tag(response, made.version)
    return Status(201, shape_webhook(made))


@router.get("/webhooks/{webhook}", response=WebhookOut)
def get_webhook(request: StaffRequest, webhook: str, response: HttpResponse) -> dict[str, object]:
    """One address."""
    require(request.call.actor, Permission.SETTINGS_MANAGE)
    found = queries.get_webhook(business_id=request.call.business.id, webhook_id=id_from_path(webhook))
    etags.tag(response, found.version)
    return shape_webhook(found)


@router.patch("/webhooks/{webhook}", response=WebhookOut)
def edit_webhook(
    request: StaffRequest, webhook: str, payload: WebhookPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent."""
    call, given = request.call, payload.model_fields_set
    changes = WebhookChanges()
    if "url" in given:
        changes["url"] = payload.url
    if "events" in given:
        changes["events"] = tuple(payload.events)
    if "active" in given:
        changes["is_active"] = payload.active
    changed = actions.edit_webhook(
        actor=call.actor,
        now=call.now,
        business_id=call.business.id,
        webhook_id=id_from_path(webhook),
        changes=changes,
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return shape_webhook(changed)


@router.delete("/webhooks/{webhook}", response={204: None})
def delete_webhook(request: StaffRequest, webhook: str) -> Status[None]:
    """Tell it nothing any more, not even what still waits."""
    call = request.call
    actions.delete_webhook(
        actor=call.actor,
        now=call.now,
        business_id=call.business.id,
        webhook_id=id_from_path(webhook),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/webhooks/{webhook}/rotate-secret", response=WebhookOut)
def rotate_secret(request: StaffRequest, webhook: str, response: HttpResponse) -> dict[str, object]:
    """A new secret, at once."""
    call = request.call
    changed = actions.rotate_webhook_secret(
        actor=call.actor, now=call.now, business_id=call.business.id, webhook_id=id_from_path(webhook)
    )
    etags.tag(response, changed.version)
    return shape_webhook(changed)


@router.get("/webhooks/{webhook}/deliveries", response=PageShape[DeliveryOut])
def list_deliveries(
    request: StaffRequest, webhook: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """What it was told, newest first."""
    require(request.call.actor, Permission.SETTINGS_MANAGE)
    found = queries.list_deliveries(
        business_id=request.call.business.id, webhook_id=id_from_path(webhook), limit=limit, cursor=cursor
    )
    return page_of(found, shape_delivery)


@router.post("/webhooks/{webhook}/deliveries/{delivery}/retry", response=DeliveryOut)
def retry_delivery(request: StaffRequest, webhook: str, delivery: str) -> dict[str, object]:
    """Tell it once more, with the identifier it had."""
    call = request.call
    again = actions.retry_delivery(
        actor=call.actor,
        now=call.now,
        business_id=call.business.id,
        webhook_id=id_from_path(webhook),
        delivery_id=id_from_path(delivery),
    )
    return shape_delivery(again)
