"""What can be done with reminders? One file a verb or noun."""

from kartotek.domain.reminders.actions.businesses import open_business
from kartotek.domain.reminders.actions.closing import close_done
from kartotek.domain.reminders.actions.deleting import delete_reminder, restore_reminder, skip_occurrence
from kartotek.domain.reminders.actions.editing import edit_occurrence, edit_reminder, undo_edit
from kartotek.domain.reminders.actions.firing import fire_due
from kartotek.domain.reminders.actions.inbox import done_item, reopen_item, snooze_item
from kartotek.domain.reminders.actions.reminders import create_reminder
from kartotek.domain.reminders.actions.types import (
    archive_reminder_type,
    create_reminder_type,
    create_reminder_types,
    edit_reminder_type,
    restore_reminder_type,
)

__all__ = [
    "archive_reminder_type",
    "close_done",
    "create_reminder",
    "create_reminder_type",
    "create_reminder_types",
    "delete_reminder",
    "done_item",
    "edit_occurrence",
    "edit_reminder",
    "edit_reminder_type",
    "fire_due",
    "open_business",
    "reopen_item",
    "restore_reminder",
    "restore_reminder_type",
    "skip_occurrence",
    "snooze_item",
    "undo_edit",
]
