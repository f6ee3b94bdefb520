"""Change columns of a reminder that is held, so that it goes on with what is to come, and can be taken back."""

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.reminders.actions.writing import RULE_COLUMNS, due_columns, note, plain
from kartotek.domain.reminders.decisions.firing import due_after_change
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.reminders import schedule_of
from kartotek.plumbing.versions import Changes, write_changes

_DATES = frozenset({"starts_on", "ends_on"})


def rewrite(
    row: Reminder, values: Mapping[str, object], actor: Actor, now: datetime, timezone: str, action: str
) -> Changes:
    """Store what differs, with when it is due then and what it was before; nothing differs: nothing is written."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not differing:
        return {}
    undo = plain({name: getattr(row, name) for name in differing})
    due = _due(row, differing, now, timezone) if differing.keys() & RULE_COLUMNS else {}
    changes = write_changes(row, {**differing, **due, "undo": undo})
    note(actor, now, action, row, changes)
    return changes


def from_plain(values: Mapping[str, object]) -> dict[str, object]:
    """Columns out of JSON."""
    return {name: _column(name, value) for name, value in values.items()}


def _due(row: Reminder, differing: Mapping[str, object], now: datetime, timezone: str) -> dict[str, object]:
    if row.deleted_at is not None:
        return {}
    future = copy(row)
    for name, value in differing.items():
        setattr(future, name, value)
    is_moved = "starts_on" in differing
    return due_columns(due_after_change(schedule_of(future, timezone), now, row.last_on, is_today_open=is_moved))


def _column(name: str, value: object) -> object:
    if name in _DATES and isinstance(value, str):
        return date.fromisoformat(value)
    if name == "skipped" and isinstance(value, list):
        return [date.fromisoformat(str(on)) for on in value]
    return value
