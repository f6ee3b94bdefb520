"""Reminders, what has fired, and inboxes for tests."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django_scopes import scope

from kartotek.domain.businesses.models import Business, Membership
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders.models import Delivery, Firing, Reminder, ReminderType

MADE_AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
STARTS_ON = date(2026, 11, 13)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def make_type(business: Business, name: str = "Contract", **fields: object) -> ReminderType:
    """A type; the same name again is the same type."""
    with scope(business=business):
        return ReminderType.objects.get_or_create(business=business, name=name, defaults=fields)[0]


def make_reminder(customer: Customer, starts_on: date = STARTS_ON, **fields: object) -> Reminder:
    """Once, at 07:00 in Copenhagen on that date, for administrators, in the system only; due then unless told."""
    values: dict[str, object] = {
        "type": fields.get("type") or make_type(customer.business),
        "name": "Renew the contract",
        "minute": 420,
        "repeat": "never",
        "channel": "system",
        "recipients": "administrators",
        "due_on": starts_on,
        "due_at": datetime.combine(starts_on, time(7), COPENHAGEN),
        "created_at": MADE_AT,
        "created_by": "Mette Lund",
        **fields,
    }
    return Reminder.objects.create(business=customer.business, customer=customer, starts_on=starts_on, **values)


def make_firing(reminder: Reminder, on: date | None = None, **fields: object) -> Firing:
    """An occurrence that has fired on time."""
    day = on or reminder.starts_on
    at = datetime.combine(day, time(7), COPENHAGEN)
    values: dict[str, object] = {
        "name": reminder.name,
        "text": reminder.text,
        "due_at": at,
        "fired_at": at,
        "closes_on": reminder.closes_on,
        "closes_days": reminder.closes_days,
        **fields,
    }
    return Firing.objects.create(
        business=reminder.business, reminder=reminder, customer=reminder.customer, on=day, **values
    )


def make_item(reminder: Reminder, member: Membership, firing: Firing | None = None, **fields: object) -> Delivery:
    """It lies in the inbox of the member."""
    fired = firing or make_firing(reminder)
    values: dict[str, object] = {"channel": "system", **fields}
    return Delivery.objects.create(business=reminder.business, firing=fired, member=member, **values)
