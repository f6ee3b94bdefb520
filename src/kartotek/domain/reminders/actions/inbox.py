"""Be done with an item of one's own inbox, take that back, or let it come again later."""

from datetime import datetime, timedelta

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.reminders.models import Delivery, Firing
from kartotek.domain.reminders.queries.inbox import inbox_of, items_of
from kartotek.domain.reminders.values.firings import ClosedBy, InboxItem
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

LONGEST_SNOOZE = timedelta(days=731)


def done_item(*, actor: Actor, now: datetime, item_id: int) -> InboxItem:
    """She is done with it; one that is done stays as it was. Another's is not there: raises NotFound."""
    with locks.holding():
        row = _held(actor, item_id)
        if row.done_at is None:
            row.done_at, row.snoozed_until = now, None
            row.save(update_fields=["done_at", "snoozed_until"])
            _settle(row.firing, now)
            _record(row, actor, now, "reminder.done")
    return _shown(row, now)


def reopen_item(*, actor: Actor, now: datetime, item_id: int) -> InboxItem:
    """She is not done with it after all, or cannot wait; what closed by itself stays closed. Raises NotFound."""
    with locks.holding():
        row = _held(actor, item_id)
        if row.done_at is not None or row.snoozed_until is not None:
            row.done_at, row.snoozed_until = None, None
            row.save(update_fields=["done_at", "snoozed_until"])
            if row.firing.closed_by == ClosedBy.STAFF.value:
                _close(row.firing, None, "")
            _record(row, actor, now, "reminder.reopened")
    return _shown(row, now)


def snooze_item(*, actor: Actor, now: datetime, item_id: int, until: datetime) -> InboxItem:
    """Let it come again then; one that was done is open again. Raises NotFound, Invalid."""
    if until <= now:
        raise invalid("until", "in_the_past", gettext_noop("Choose a moment to come."))
    if until > now + LONGEST_SNOOZE:
        raise invalid("until", "out_of_range", gettext_noop("This date lies too far away."))
    with locks.holding():
        row = _held(actor, item_id)
        before, row.snoozed_until, row.done_at = row.snoozed_until, until, None
        row.save(update_fields=["done_at", "snoozed_until"])
        if row.firing.closed_by == ClosedBy.STAFF.value:
            _close(row.firing, None, "")
        _record(row, actor, now, "reminder.snoozed", {"until": (_text(before), _text(until))})
    return _shown(row, now)


def _held(actor: Actor, item_id: int) -> Delivery:
    """The item, held after what it belongs to: two who are done at once see one another."""
    mine = inbox_of(actor).filter(pk=item_id)
    firing = locks.hold_rows(Firing.objects.filter(pk__in=mine.values("firing_id"))).first()
    row = mine.select_related("firing").first()
    if firing is None or row is None:
        raise NotFound
    return row


def _settle(firing: Firing, now: datetime) -> None:
    """Nobody is left who is not done: that closes it."""
    is_open = Delivery.objects.filter(firing=firing, channel="system", done_at=None).exists()
    if firing.closed_at is None and not is_open:
        _close(firing, now, ClosedBy.STAFF.value)


def _close(firing: Firing, at: datetime | None, by: str) -> None:
    firing.closed_at, firing.closed_by = at, by
    firing.save(update_fields=["closed_at", "closed_by"])


def _record(
    row: Delivery,
    actor: Actor,
    now: datetime,
    action: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    target = Target("reminder", row.firing.reminder_id, row.firing.customer_id)
    told = {"occurrence": (None, row.firing.on.isoformat()), **(changes or {})}
    record(actor=actor, now=now, business_id=row.business_id, action=action, target=target, changes=told)


def _shown(row: Delivery, now: datetime) -> InboxItem:
    [item] = items_of(Delivery.objects.filter(pk=row.pk), now)
    return item


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
