"""Which addresses are told, and what became of each delivery?"""

from django.db.models import Min, Q, QuerySet

from kartotek.domain.hooks.decisions import secret_text
from kartotek.domain.hooks.models import Delivery, Webhook
from kartotek.domain.hooks.values import DeliveryItem, DeliveryState, WebhookItem
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.crypto import secret_for
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

PENDING = (DeliveryState.QUEUED.value, DeliveryState.SENDING.value)


def webhooks_of(business_id: int) -> QuerySet[Webhook]:
    """The addresses of a business that were not deleted."""
    return Webhook.objects.filter(business_id=business_id, deleted_at=None)


def list_webhooks(*, business_id: int) -> list[WebhookItem]:
    """The addresses of a business, oldest first."""
    return [webhook_item(row) for row in _with_trouble(webhooks_of(business_id)).order_by("pk")]


def get_webhook(*, business_id: int, webhook_id: int) -> WebhookItem:
    """One of them, or NotFound."""
    row = _with_trouble(webhooks_of(business_id)).filter(pk=webhook_id).first()
    if row is None:
        raise NotFound
    return webhook_item(row)


def list_deliveries(
    *, business_id: int, webhook_id: int, limit: int | None = None, cursor: str = ""
) -> Page[DeliveryItem]:
    """What was told to one address, newest first; NotFound."""
    get_webhook(business_id=business_id, webhook_id=webhook_id)
    size = checked_limit(limit)
    before = Q(pk__lt=decode_cursor(cursor, int)[0]) if cursor else Q()
    rows = list(Delivery.objects.filter(before, webhook_id=webhook_id).order_by("-pk")[: size + 1])
    items = [delivery_item(row) for row in rows[:size]]
    return Page(items, encode_cursor(items[-1].id) if len(rows) > size else None)


def secret_of(row: Webhook) -> str:
    """What the receiver checks signatures with."""
    return secret_text(secret_for(f"webhook {row.pk} {row.rotation}"))


def webhook_item(row: Webhook) -> WebhookItem:
    """An address as a value."""
    return WebhookItem(
        id=row.pk,
        url=row.url,
        events=tuple(row.events),
        is_active=row.is_active,
        secret=secret_of(row),
        created_at=row.created_at,
        version=row.version,
        failing_since=getattr(row, "failing_since", None),
    )


def delivery_item(row: Delivery) -> DeliveryItem:
    """A delivery as a value."""
    return DeliveryItem(
        id=row.pk,
        event=row.event,
        about=row.about,
        body=row.body,
        state=row.state,
        created_at=row.created_at,
        due_at=row.due_at,
        attempts=row.attempts,
        status=row.status,
        error=row.error,
        finished_at=row.finished_at,
    )


def _with_trouble(rows: QuerySet[Webhook]) -> QuerySet[Webhook]:
    """With the moment of the oldest delivery that was tried and still waits."""
    waiting = Q(deliveries__state__in=PENDING, deliveries__attempts__gt=0)
    return rows.annotate(failing_since=Min("deliveries__created_at", filter=waiting))
