"""Change a reminder: all that is to come, or one date of it alone. What has fired stays as it was (S36)."""

from dataclasses import replace
from datetime import date, datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.reminders.actions.checking import check
from kartotek.domain.reminders.actions.deleting import date_to_come, put_away
from kartotek.domain.reminders.actions.rewriting import from_plain, rewrite
from kartotek.domain.reminders.actions.writing import as_stored, due_columns, held, note
from kartotek.domain.reminders.decisions.checking import details_of
from kartotek.domain.reminders.decisions.firing import first_due
from kartotek.domain.reminders.errors import NothingToUndo
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.reminders import reminder_item, schedule_of
from kartotek.domain.reminders.values.reminders import OneDate, ReminderChanges, ReminderItem
from kartotek.domain.reminders.values.rules import Repeat
from kartotek.plumbing import locks

_REJOIN = {"series": True}  # what undoing means where one date was changed alone


def edit_reminder(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    reminder_id: int,
    changes: ReminderChanges,
    expected_version: int | None = None,
) -> ReminderItem:
    """Change what is given, for all that is to come. Raises NotPermitted, NotFound, Stale, Invalid."""
    with locks.holding():
        row = held(reminder_id, actor, expected_version)
        without = _rewrite(row, changes, business, actor, now)
    return replace(reminder_item(row), without_number=without)


def edit_occurrence(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    which: OneDate,
    changes: ReminderChanges,
    expected_version: int | None = None,
) -> ReminderItem:
    """Change one date of a series alone, the next unless told: it leaves the series and is a reminder of its own.

    Of a single date that is all of it. Raises NotPermitted, NotFound, Stale, Invalid.
    """
    with locks.holding():
        row = held(which.reminder_id, actor, expected_version)
        if row.repeat == Repeat.NEVER.value:
            without = _rewrite(row, changes, business, actor, now)
            return replace(reminder_item(row), without_number=without)
        meant = date_to_come(row, which.on, business.timezone)
        alone: ReminderChanges = {"starts_on": meant, **changes, "repeat": Repeat.NEVER.value, "ends_on": None}
        details = replace(details_of(reminder_item(row)), **alone)
        without = check(details, business_id=business.id, area_id=row.customer.area_id, row=row)
        made = _taken_out(row, meant, as_stored(details), business, actor, now)
        skipped = {"skipped": [*row.skipped, meant]}
        rewrite(row, skipped, actor, now, business.timezone, "reminder.edited")
    return replace(reminder_item(made), without_number=without)


def undo_edit(
    *, business: BusinessLike, actor: Actor, now: datetime, reminder_id: int, expected_version: int | None = None
) -> ReminderItem:
    """Take the last change back; undone again, it is made again. A date that was changed alone rejoins its series.

    Raises NotPermitted, NotFound, Stale, NothingToUndo.
    """
    with locks.holding():
        series = _held_series(reminder_id)
        row = held(reminder_id, actor, expected_version)
        if row.undo is None:
            raise NothingToUndo
        if series is None or row.undo != _REJOIN:
            values = from_plain(row.undo)
            rewrite(row, values, actor, now, business.timezone, "reminder.edited")
            return reminder_item(row)
        put_away(row, actor, now)
        skipped = {"skipped": [on for on in series.skipped if on != row.series_on]}
        rewrite(series, skipped, actor, now, business.timezone, "reminder.edited")
    return reminder_item(series)


def _rewrite(
    row: Reminder, changes: ReminderChanges, business: BusinessLike, actor: Actor, now: datetime
) -> tuple[str, ...]:
    details = replace(details_of(reminder_item(row)), **changes)
    without = check(details, business_id=business.id, area_id=row.customer.area_id, row=row)
    rewrite(row, as_stored(details), actor, now, business.timezone, "reminder.edited")
    return without


def _taken_out(
    row: Reminder, on: date, stored: dict[str, object], business: BusinessLike, actor: Actor, now: datetime
) -> Reminder:
    made = Reminder(
        business_id=business.id,
        customer=row.customer,
        created_at=now,
        created_by=actor.name,
        series=row,
        series_on=on,
        undo=_REJOIN,
        **stored,
    )
    for name, value in due_columns(first_due(schedule_of(made, business.timezone), now)).items():
        setattr(made, name, value)
    made.save()
    note(actor, now, "reminder.created", made, {name: (None, value) for name, value in stored.items()})
    return made


def _held_series(reminder_id: int) -> Reminder | None:
    """The series a date was taken out of, held before it: rows are held in the order of their ids."""
    of = Reminder.objects.filter(pk=reminder_id).values("series_id")
    return locks.hold_rows(Reminder.objects.filter(pk__in=of).select_related("customer", "type")).first()
