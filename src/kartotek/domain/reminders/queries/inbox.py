"""What lies in the inbox of the viewer? What fired, less what was deleted, closed by itself, or is out of her areas."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.reminders.models import Delivery
from kartotek.domain.reminders.queries.closing import closed_by_themselves, closings
from kartotek.domain.reminders.queries.deliveries import Told, deliveries_of
from kartotek.domain.reminders.values.firings import DeliveryItem, InboxItem, InboxWanted, ItemState, Note
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

SYSTEM_CHANNEL = "system"


def list_inbox(
    *, viewer: Actor, now: datetime, wanted: InboxWanted, limit: int | None = None, cursor: str = ""
) -> Page[InboxItem]:
    """The viewer's own items in a state, newest first. Three queries."""
    size = checked_limit(limit)
    rows = _in_state(inbox_of(viewer), wanted.state, now).filter(_narrowed(wanted))
    if cursor:
        (last,) = decode_cursor(cursor, int)
        rows = rows.filter(pk__lt=last)
    found = items_of(rows.order_by("-pk")[: size + 1], now)
    return Page(found[:size], encode_cursor(found[size - 1].id) if len(found) > size else None)


def get_inbox_item(item_id: int, *, viewer: Actor, now: datetime) -> InboxItem:
    """One item of the viewer's own; another's is not there."""
    found = items_of(inbox_of(viewer).filter(pk=item_id), now)
    if not found:
        raise NotFound
    return found[0]


def count_inbox(*, viewer: Actor, now: datetime) -> int:
    """How many items are open."""
    return _in_state(inbox_of(viewer), ItemState.OPEN, now).count()


def inbox_of(viewer: Actor) -> QuerySet[Delivery]:
    """Every item that is the viewer's and may be shown to her."""
    rows = Delivery.objects.filter(
        member_id=viewer.id,
        channel=SYSTEM_CHANNEL,
        firing__reminder__deleted_at=None,
        firing__customer__archived_at=None,
    )
    return rows if viewer.area_ids is None else rows.filter(firing__customer__area_id__in=viewer.area_ids)


def items_of(rows: QuerySet[Delivery], now: datetime) -> list[InboxItem]:
    """The rows as they are shown, with who else is done and what was sent."""
    found = list(rows.select_related("firing__reminder__type", "firing__customer__area"))
    told = deliveries_of([row.firing_id for row in found])
    closed = closings([row.firing for row in found], now)
    return [_item(row, now, told[row.firing_id], closed.get(row.firing_id, "")) for row in found]


def _in_state(rows: QuerySet[Delivery], state: ItemState, now: datetime) -> QuerySet[Delivery]:
    by_itself = Exists(closed_by_themselves(now).filter(pk=OuterRef("firing_id")))
    is_closed = Q(firing__closed_at__isnull=False) | by_itself
    if state is ItemState.DONE:
        return rows.filter(Q(done_at__isnull=False) | is_closed)
    waiting = rows.filter(~is_closed, done_at=None)
    if state is ItemState.SNOOZED:
        return waiting.filter(snoozed_until__gt=now)
    return waiting.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))


def _narrowed(wanted: InboxWanted) -> Q:
    """By type, area, customer, as far as they are given."""
    asked = {
        "firing__reminder__type_id": wanted.type_id,
        "firing__customer__area_id": wanted.area_id,
        "firing__customer_id": wanted.customer_id,
    }
    return Q(**{name: value for name, value in asked.items() if value is not None})


def _item(row: Delivery, now: datetime, told: Iterable[Told], closed_by: str) -> InboxItem:
    firing = row.firing
    sent: defaultdict[int, list[DeliveryItem]] = defaultdict(list)
    done_by_others = []
    for delivery, outcome in told:
        if outcome is not None:
            sent[delivery.member_id].append(outcome)
        elif delivery.done_at and delivery.pk != row.pk:
            done_by_others.append(delivery.member.name)
    area = firing.customer.area
    return InboxItem(
        id=row.pk,
        reminder_id=firing.reminder_id,
        customer_id=firing.customer_id,
        customer_name=f"{firing.customer.first_name} {firing.customer.last_name}".strip(),
        area_name=area.name if area else "",
        type_id=firing.reminder.type_id,
        type_name=firing.reminder.type.name,
        name=firing.name,
        text=firing.text,
        on=firing.on,
        fired_at=firing.fired_at,
        missed=tuple(firing.missed),
        is_late=bool(firing.missed),
        note=Note(firing.note),
        state=state_of(row, now, is_closed=bool(closed_by)),
        snoozed_until=row.snoozed_until,
        done_at=row.done_at,
        closed_by=closed_by,
        others_done=tuple(done_by_others),
        deliveries=tuple(sent[row.member_id]),
    )


def state_of(row: Delivery, now: datetime, *, is_closed: bool) -> ItemState:
    """Where an item is."""
    if row.done_at is not None or is_closed:
        return ItemState.DONE
    return ItemState.SNOOZED if row.snoozed_until is not None and row.snoozed_until > now else ItemState.OPEN
