"""Tables of this app."""

from kartotek.domain.reminders.models.firings import Delivery, Firing
from kartotek.domain.reminders.models.reminders import Reminder, ReminderType

__all__ = ["Delivery", "Firing", "Reminder", "ReminderType"]
