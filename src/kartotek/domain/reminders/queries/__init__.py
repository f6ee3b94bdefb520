"""What is known of reminders? One file a question."""

from kartotek.domain.reminders.queries.firings import list_firings, list_firings_of_customer
from kartotek.domain.reminders.queries.inbox import count_inbox, get_inbox_item, list_inbox
from kartotek.domain.reminders.queries.reminders import (
    count_reminders,
    get_reminder,
    list_coming,
    list_occurrences,
    list_reminders,
    preview,
)
from kartotek.domain.reminders.queries.types import get_reminder_type, list_reminder_types
from kartotek.domain.reminders.queries.watchdog import Watch, watch

__all__ = [
    "Watch",
    "count_inbox",
    "count_reminders",
    "get_inbox_item",
    "get_reminder",
    "get_reminder_type",
    "list_coming",
    "list_firings",
    "list_firings_of_customer",
    "list_inbox",
    "list_occurrences",
    "list_reminder_types",
    "list_reminders",
    "preview",
    "watch",
]
