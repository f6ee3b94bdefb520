"""Examples of what changes the programs outside that are told."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example

from kartotek.domain.hooks import actions
from kartotek.domain.hooks.models import Delivery
from kartotek.domain.hooks.values import WebhookDetails

Do = Callable[[], object]
DETAILS = WebhookDetails("https://example.com/told", ("booking.made",))


def _made(stage: Stage) -> int:
    made = actions.create_webhook(actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=DETAILS)
    return made.id


@example(actions.create_webhook)
def _create_webhook(stage: Stage) -> Do:
    return lambda: _made(stage)


@example(actions.edit_webhook)
def _edit_webhook(stage: Stage) -> Do:
    webhook_id = _made(stage)
    return lambda: actions.edit_webhook(
        actor=stage.owner,
        now=stage.now,
        business_id=stage.business.pk,
        webhook_id=webhook_id,
        changes={"is_active": False},
    )


@example(actions.rotate_webhook_secret)
def _rotate_webhook_secret(stage: Stage) -> Do:
    webhook_id = _made(stage)
    return lambda: actions.rotate_webhook_secret(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, webhook_id=webhook_id
    )


@example(actions.delete_webhook)
def _delete_webhook(stage: Stage) -> Do:
    webhook_id = _made(stage)
    return lambda: actions.delete_webhook(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, webhook_id=webhook_id
    )


@example(actions.retry_delivery)
def _retry_delivery(stage: Stage) -> Do:
    webhook_id = _made(stage)
    row = Delivery.objects.create(
        webhook_id=webhook_id,
        event="booking.made",
        about="booking 1",
        body="{}",
        state="failed",
        created_at=stage.now,
        due_at=stage.now,
    )
    return lambda: actions.retry_delivery(
        actor=stage.owner,
        now=stage.now,
        business_id=stage.business.pk,
        webhook_id=webhook_id,
        delivery_id=row.pk,
    )
