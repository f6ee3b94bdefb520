"""Delete a reminder, or one date of it; take it back. The row is kept, and what waits to be sent is not (S42)."""

from datetime import date, datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.actions import drop_messages
from kartotek.domain.messaging.models import Message
from kartotek.domain.reminders.actions.rewriting import rewrite
from kartotek.domain.reminders.actions.writing import due_columns, held, note
from kartotek.domain.reminders.decisions.firing import due_after_change, is_to_come
from kartotek.domain.reminders.decisions.words import key_prefix
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.reminders import reminder_item, schedule_of
from kartotek.domain.reminders.values.reminders import ReminderItem
from kartotek.domain.reminders.values.rules import Repeat
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import write_changes

WHY_DROPPED = gettext_noop("The reminder was deleted.")


def delete_reminder(
    *, actor: Actor, now: datetime, reminder_id: int, expected_version: int | None = None
) -> ReminderItem:
    """It fires no more, and leaves every inbox; a deleted one stays so. Raises NotPermitted, NotFound, Stale."""
    with locks.holding():
        row = held(reminder_id, actor, expected_version)
        put_away(row, actor, now)
    return reminder_item(row)


def restore_reminder(*, business: BusinessLike, actor: Actor, now: datetime, reminder_id: int) -> ReminderItem:
    """It goes on with what is to come; what lies behind does not fire. Raises NotPermitted, NotFound."""
    with locks.holding():
        row = held(reminder_id, actor)
        if row.deleted_at is not None:
            coming = due_after_change(schedule_of(row, business.timezone), now, row.last_on)
            write_changes(row, {"deleted_at": None, "deleted_by": "", **due_columns(coming)})
            note(actor, now, "reminder.restored", row)
    return reminder_item(row)


def skip_occurrence(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    reminder_id: int,
    on: date | None = None,
    expected_version: int | None = None,
) -> ReminderItem:
    """Take one date out of a series, the next unless told; of a single date that is all of it.

    Raises NotPermitted, NotFound, Stale, Invalid.
    """
    with locks.holding():
        row = held(reminder_id, actor, expected_version)
        if row.repeat == Repeat.NEVER.value:
            put_away(row, actor, now)
        else:
            values = {"skipped": [*row.skipped, date_to_come(row, on, business.timezone)]}
            rewrite(row, values, actor, now, business.timezone, "reminder.skipped")
    return reminder_item(row)


def put_away(row: Reminder, actor: Actor, now: datetime) -> None:
    """Mark a held row as deleted, and drop what waits to be sent."""
    if row.deleted_at is None:
        write_changes(row, {"deleted_at": now, "deleted_by": actor.name, **due_columns(None)})
        drop_messages(Message.objects.filter(key__startswith=key_prefix(row.pk)), WHY_DROPPED)
        note(actor, now, "reminder.deleted", row)


def date_to_come(row: Reminder, on: date | None, timezone: str) -> date:
    """The date meant, which must be one of the series that has not fired; None is the next. Raises Invalid."""
    wanted = on or row.due_on
    if wanted is None or not is_to_come(schedule_of(row, timezone), wanted, row.last_on):
        raise invalid("occurrence", "not_an_occurrence", gettext_noop("The reminder does not come on this date."))
    return wanted
