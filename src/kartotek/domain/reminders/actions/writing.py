"""How does a reminder get into its row, and when is it due then? What every action on reminders shares."""

from collections.abc import Mapping
from datetime import date, datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.reminders.decisions.checking import stored_weekdays
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.reminders import reminders_visible_to
from kartotek.domain.reminders.values.firings import ClosedBy
from kartotek.domain.reminders.values.reminders import ReminderDetails
from kartotek.domain.reminders.values.rules import WEEKDAYS, Coming
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version

RULE_COLUMNS = frozenset(
    {"starts_on", "minute", "repeat", "every", "weekdays", "monthly_by", "nth", "weekday", "ends_on", "skipped"}
)
_NOT_TOLD = frozenset({"due_on", "due_at", "undo", "deleted_at", "deleted_by"})


def held(reminder_id: int, actor: Actor, expected_version: int | None = None) -> Reminder:
    """The reminder, held, of an actor who may. Raises NotPermitted, NotFound, Stale."""
    require(actor, Permission.REMINDER_MANAGE)
    row = locks.hold_rows(reminders_visible_to(actor).filter(pk=reminder_id)).first()
    if row is None:
        raise NotFound
    check_version(row, expected_version)
    return row


def as_stored(details: ReminderDetails) -> dict[str, object]:
    """The columns of valid details."""
    closing = details.closes_on
    days = closing.days_after_visit if closing else None
    kind = "" if closing is None else (ClosedBy.BOOKING if days is None else ClosedBy.VISIT).value
    return {
        "type_id": details.type_id,
        "name": details.name,
        "text": details.text,
        "starts_on": details.starts_on,
        "minute": details.minute,
        "repeat": details.repeat,
        "every": details.every,
        "weekdays": list(stored_weekdays(details.weekdays)),
        "monthly_by": details.monthly_by,
        "nth": details.nth,
        "weekday": None if details.weekday is None else WEEKDAYS.index(details.weekday),
        "ends_on": details.ends_on,
        "channel": details.channel,
        "recipients": details.recipients,
        "closes_on": kind,
        "closes_days": days,
    }


def due_columns(coming: Coming | None) -> dict[str, object]:
    """The columns that say when it is due."""
    return {"due_on": coming.on if coming else None, "due_at": coming.at if coming else None}


def note(
    actor: Actor, now: datetime, action: str, row: Reminder, changes: Mapping[str, tuple[object, object]] | None = None
) -> None:
    """Write down what was done, without what is computed."""
    told = {name: (_plain(before), _plain(after)) for name, (before, after) in (changes or {}).items()}
    record(
        actor=actor,
        now=now,
        business_id=row.business_id,
        action=action,
        target=Target("reminder", row.pk, row.customer_id),
        changes={name: pair for name, pair in told.items() if name not in _NOT_TOLD},
    )


def plain(values: Mapping[str, object]) -> dict[str, object]:
    """Columns fit for JSON."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
