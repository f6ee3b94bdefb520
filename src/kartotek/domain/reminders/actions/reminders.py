"""Make a reminder about a customer (S34 to S41)."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.reminders.actions.checking import check
from kartotek.domain.reminders.actions.writing import as_stored, due_columns, note
from kartotek.domain.reminders.decisions.checking import rule_from
from kartotek.domain.reminders.decisions.firing import first_due
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.reminders import reminder_item
from kartotek.domain.reminders.values.firings import Schedule
from kartotek.domain.reminders.values.reminders import ReminderDetails, ReminderItem
from kartotek.plumbing import locks


def create_reminder(
    *, business: BusinessLike, actor: Actor, now: datetime, customer_id: int, details: ReminderDetails
) -> ReminderItem:
    """The reminder, due at its next occurrence. Raises NotPermitted, NotFound, Invalid."""
    require(actor, Permission.REMINDER_MANAGE)
    with locks.holding():
        card = get_customer(customer_id, viewer=actor)
        without = check(details, business_id=business.id, area_id=card.area_id)
        schedule = Schedule(rule_from(details), details.minute, ZoneInfo(business.timezone))
        stored = as_stored(details)
        row = Reminder.objects.create(
            business_id=business.id,
            customer_id=customer_id,
            created_at=now,
            created_by=actor.name,
            **stored,
            **due_columns(first_due(schedule, now)),
        )
        note(actor, now, "reminder.created", row, {name: (None, value) for name, value in stored.items()})
    return replace(reminder_item(row), without_number=without)
