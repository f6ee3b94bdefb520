"""Make, change and delete addresses that are told; write down what is to be told; tell it once more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import orjson
from django.db import connection, transaction

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.hooks.decisions import webhook_problems
from kartotek.domain.hooks.errors import NotFinished
from kartotek.domain.hooks.models import Delivery, Webhook
from kartotek.domain.hooks.queries import delivery_item, get_webhook, webhook_item, webhooks_of
from kartotek.domain.hooks.values import (
    DeliveryItem,
    DeliveryState,
    Happening,
    WebhookChanges,
    WebhookDetails,
    WebhookItem,
)
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue
from kartotek.plumbing.versions import Changes, check_version, write_changes

# The name of S55; the app of permissions lies above.
_MANAGE: Final = "settings.manage"
MOST_WEBHOOKS: Final = 20
# Nobody listens: nothing is written. All of a visit at once.
_TELL: Final = """
INSERT INTO hooks_delivery (webhook_id, event, about, body, state, created_at, due_at, attempts, error)
SELECT webhook.id, told.event, told.about, told.body, 'queued', %s, %s, 0, ''
FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS told (event, about, body, position)
JOIN hooks_webhook AS webhook ON webhook.business_id = %s AND webhook.deleted_at IS NULL AND webhook.is_active
    AND told.event = ANY(webhook.events)
ORDER BY webhook.id, told.position
RETURNING id
"""


def tell(*, business_id: int, happenings: Sequence[Happening], at: datetime) -> int:
    """Write down what the programs outside are to be told, in the transaction in which it happens; how many deliveries.

    A part of another action, which is audited.
    """
    bodies = [orjson.dumps({"type": one.event, "timestamp": at, "data": dict(one.data)}).decode() for one in happenings]
    events, abouts = [one.event.value for one in happenings], [one.about for one in happenings]
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [at, at, events, abouts, bodies, business_id])
        made = len(cursor.fetchall())
    if made:
        enqueue("hooks.deliver", business=business_id)
    return made


@transaction.atomic
def create_webhook(*, actor: Actor, now: datetime, business_id: int, details: WebhookDetails) -> WebhookItem:
    """An address that is told from now on. Raises NotPermitted, Invalid."""
    _require(actor)
    _check(details.url, details.events)
    if webhooks_of(business_id).count() >= MOST_WEBHOOKS:
        raise invalid("url", "too_many", gettext_noop("There are twenty addresses already. Delete one first."))
    row = Webhook.objects.create(
        business_id=business_id, url=details.url, events=sorted(set(details.events)), created_at=now
    )
    _record(actor, now, row, "webhook.created", {"url": (None, row.url), "events": (None, row.events)})
    return webhook_item(row)


def edit_webhook(
    *,
    actor: Actor,
    now: datetime,
    business_id: int,
    webhook_id: int,
    changes: WebhookChanges,
    expected_version: int | None = None,
) -> WebhookItem:
    """Change what is given; one that is switched off hears nothing of what happens meanwhile.

    Raises NotPermitted, NotFound, Stale, Invalid.
    """
    _require(actor)
    with locks.holding():
        row = _held(business_id, webhook_id)
        check_version(row, expected_version)
        values: dict[str, object] = {**changes}
        if "events" in changes:
            values["events"] = sorted(set(changes["events"]))
        _check(changes.get("url", row.url), changes.get("events", row.events))
        if changed := write_changes(row, values):
            _record(actor, now, row, "webhook.edited", changed)
    return get_webhook(business_id=business_id, webhook_id=webhook_id)


def rotate_webhook_secret(*, actor: Actor, now: datetime, business_id: int, webhook_id: int) -> WebhookItem:
    """A new secret, at once. Raises NotPermitted, NotFound."""
    _require(actor)
    with locks.holding():
        row = _held(business_id, webhook_id)
        write_changes(row, {"rotation": row.rotation + 1})
        _record(actor, now, row, "webhook.secret_rotated", {})
    return get_webhook(business_id=business_id, webhook_id=webhook_id)


def delete_webhook(
    *, actor: Actor, now: datetime, business_id: int, webhook_id: int, expected_version: int | None = None
) -> None:
    """Tell it nothing any more, not even what still waits. Raises NotPermitted, NotFound, Stale."""
    _require(actor)
    with locks.holding():
        row = _held(business_id, webhook_id)
        check_version(row, expected_version)
        write_changes(row, {"deleted_at": now})
        Delivery.objects.filter(webhook=row, state=DeliveryState.QUEUED.value).update(
            state=DeliveryState.FAILED.value, finished_at=now, error="The address was deleted."
        )
        _record(actor, now, row, "webhook.deleted", {"url": (row.url, None)})


def retry_delivery(*, actor: Actor, now: datetime, business_id: int, webhook_id: int, delivery_id: int) -> DeliveryItem:
    """Tell it once more, with the identifier it had. Raises NotPermitted, NotFound, NotFinished."""
    _require(actor)
    with locks.holding():
        webhook = _held(business_id, webhook_id)
        row = locks.hold_rows(Delivery.objects.filter(webhook=webhook, pk=delivery_id)).first()
        if row is None:
            raise NotFound
        if row.state not in {DeliveryState.FAILED.value, DeliveryState.DELIVERED.value}:
            raise NotFinished
        row.state, row.due_at, row.attempts, row.finished_at = DeliveryState.QUEUED.value, now, 0, None
        row.save()
        _record(actor, now, webhook, "webhook.delivery_retried", {"delivery": (None, delivery_id)})
        enqueue("hooks.deliver", business=business_id)
    return delivery_item(row)


def _require(actor: Actor) -> None:
    if not actor.may(_MANAGE):
        raise NotPermitted


def _check(url: str, events: Sequence[str]) -> None:
    if problems := webhook_problems(url, events):
        raise Invalid(problems=problems)


def _held(business_id: int, webhook_id: int) -> Webhook:
    row = locks.hold_rows(webhooks_of(business_id).filter(pk=webhook_id)).first()
    if row is None:
        raise NotFound
    return row


def _record(actor: Actor, now: datetime, row: Webhook, action: str, changes: Changes) -> None:
    target = Target("webhook", row.pk)
    plain = {name: pair for name, pair in changes.items() if name not in {"deleted_at", "rotation"}}
    record(actor=actor, now=now, business_id=row.business_id, action=action, target=target, changes=plain)
