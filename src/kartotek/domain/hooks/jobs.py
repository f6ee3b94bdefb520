"""Tell the programs outside what happened: one request at a time, in order about each object, tried again for days."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from kartotek.domain.hooks.decisions import headers_for, next_attempt_at
from kartotek.domain.hooks.models import Delivery
from kartotek.domain.hooks.queries import delivery_item, secret_of
from kartotek.domain.hooks.values import DeliveryState
from kartotek.kernel import clock
from kartotek.plumbing.jobs import business_job, enqueue
from kartotek.plumbing.transport.webhook import Answer, post

# Longer than a request may take: a delivery that is still being sent then has lost its worker, and is sent again.
LEASE: Final = timedelta(minutes=2)
# The oldest that is due and has nothing older about the same object before it. Whoever is quicker gets it.
_CLAIM: Final = """
UPDATE hooks_delivery SET state = 'sending', lease_ends_at = %s, attempts = attempts + 1
WHERE id = (
    SELECT one.id FROM hooks_delivery AS one
    JOIN hooks_webhook AS webhook ON webhook.id = one.webhook_id AND webhook.business_id = %s
    WHERE one.state = 'queued' AND one.due_at <= %s AND NOT EXISTS (
        SELECT FROM hooks_delivery AS older
        WHERE older.webhook_id = one.webhook_id AND older.about = one.about AND older.id < one.id
            AND older.state IN ('queued', 'sending')
    )
    ORDER BY one.due_at, one.id LIMIT 1 FOR UPDATE OF one SKIP LOCKED
)
RETURNING id
"""
_WAITING: Final = """
SELECT DISTINCT webhook.business_id FROM hooks_delivery AS one
JOIN hooks_webhook AS webhook ON webhook.id = one.webhook_id
WHERE one.state = 'queued' AND one.due_at <= %s
"""


@business_job("hooks.deliver")
def deliver(*, business: int) -> None:
    """Send what is due, until nothing is."""
    while (delivery := _claim(business, clock.now())) is not None:
        item, webhook = delivery_item(delivery), delivery.webhook
        sent_at = clock.now()
        answer = post(webhook.url, item.body, headers_for(secret_of(webhook), item.public_id, sent_at, item.body))
        _settle(delivery, answer, clock.now())


def wake_deliveries(*, now: datetime) -> int:
    """Have sent what has fallen due or lost its worker; for how many businesses. The minute tick calls it."""
    lost = Delivery.objects.filter(state=DeliveryState.SENDING.value, lease_ends_at__lte=now)
    lost.update(state=DeliveryState.QUEUED.value, lease_ends_at=None)
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [now])
        businesses = [row[0] for row in cursor.fetchall()]
    for business_id in businesses:
        enqueue("hooks.deliver", business=business_id)
    return len(businesses)


def _claim(business_id: int, now: datetime) -> Delivery | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now + LEASE, business_id, now])
        row = cursor.fetchone()
    return Delivery.objects.select_related("webhook").get(pk=row[0]) if row else None


def _settle(delivery: Delivery, answer: Answer, now: datetime) -> None:
    delivery.status, delivery.error, delivery.lease_ends_at = answer.status, answer.error, None
    again_at = None if answer.is_accepted else next_attempt_at(delivery.attempts, now, answer.retry_after_seconds)
    if again_at is not None:
        delivery.state, delivery.due_at = DeliveryState.QUEUED.value, again_at
    else:
        state = DeliveryState.DELIVERED if answer.is_accepted else DeliveryState.FAILED
        delivery.state, delivery.finished_at = state.value, now
    delivery.save()
