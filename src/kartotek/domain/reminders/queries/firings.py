"""What has fired, who was told, and who did it? The history of a reminder, and of a card."""

from datetime import datetime

from django.db.models import QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.reminders.models import Delivery, Firing
from kartotek.domain.reminders.queries.closing import closings
from kartotek.domain.reminders.queries.deliveries import Told, deliveries_of
from kartotek.domain.reminders.queries.inbox import state_of
from kartotek.domain.reminders.queries.reminders import get_reminder
from kartotek.domain.reminders.values.firings import FiringItem, Note, RecipientItem
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor


def list_firings(
    *, viewer: Actor, reminder_id: int, now: datetime, limit: int | None = None, cursor: str = ""
) -> Page[FiringItem]:
    """Of one reminder, newest first. Raises NotPermitted, NotFound."""
    get_reminder(reminder_id, viewer=viewer)
    return _page(Firing.objects.filter(reminder_id=reminder_id), now, limit, cursor)


def list_firings_of_customer(
    *, viewer: Actor, customer_id: int, now: datetime, limit: int | None = None, cursor: str = ""
) -> Page[FiringItem]:
    """About one customer, of deleted reminders too, newest first. Raises NotPermitted, NotFound."""
    require(viewer, Permission.REMINDER_MANAGE)
    get_customer(customer_id, viewer=viewer)
    return _page(Firing.objects.filter(customer_id=customer_id), now, limit, cursor)


def _page(rows: QuerySet[Firing], now: datetime, limit: int | None, cursor: str) -> Page[FiringItem]:
    size = checked_limit(limit)
    if cursor:
        (last,) = decode_cursor(cursor, int)
        rows = rows.filter(pk__lt=last)
    found = list(rows.order_by("-pk")[: size + 1])
    shown = found[:size]
    told = deliveries_of([row.pk for row in shown])
    closed = closings(shown, now)
    items = [_item(row, closed.get(row.pk, ""), now, told[row.pk]) for row in shown]
    return Page(items, encode_cursor(items[-1].id) if len(found) > size else None)


def _item(row: Firing, closed_by: str, now: datetime, told: list[Told]) -> FiringItem:
    recipients = [delivery for delivery, outcome in told if outcome is None]
    return FiringItem(
        id=row.pk,
        reminder_id=row.reminder_id,
        name=row.name,
        text=row.text,
        on=row.on,
        fired_at=row.fired_at,
        missed=tuple(row.missed),
        is_late=bool(row.missed),
        note=Note(row.note),
        closed_at=row.closed_at,
        closed_by=closed_by,
        recipients=tuple(_recipient(one, told, now, is_closed=bool(closed_by)) for one in recipients),
    )


def _recipient(item: Delivery, told: list[Told], now: datetime, *, is_closed: bool) -> RecipientItem:
    sent = [outcome for delivery, outcome in told if outcome is not None and delivery.member_id == item.member_id]
    return RecipientItem(
        name=item.member.name,
        state=state_of(item, now, is_closed=is_closed),
        done_at=item.done_at,
        snoozed_until=item.snoozed_until,
        deliveries=tuple(sent),
    )
