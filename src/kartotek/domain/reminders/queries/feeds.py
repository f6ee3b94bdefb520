"""Which dates of reminders stand in somebody's calendar? What fired for her, and what will if nothing changes (S39)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike, Role
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders.decisions.firing import ADMINISTRATORS
from kartotek.domain.reminders.decisions.occurrences import dates_of, occurrence
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.due import due_of
from kartotek.domain.reminders.queries.inbox import inbox_of
from kartotek.domain.reminders.queries.people import people_of
from kartotek.domain.reminders.queries.reminders import reminders_visible_to, schedule_of
from kartotek.domain.reminders.values.feeds import DatedReminder
from kartotek.domain.reminders.values.firings import Person
from kartotek.domain.reminders.values.reminders import Audience


def list_fired(*, viewer: Actor, since: datetime, most: int) -> list[DatedReminder]:
    """What fired for her since then, the latest first, but not what was deleted. One query."""
    rows = inbox_of(viewer).filter(firing__due_at__gt=since).select_related("firing__reminder", "firing__customer")
    return [
        _dated(row.firing.reminder, row.firing.customer, row.firing.on, row.firing.due_at, row.firing.name)
        for row in rows.order_by("-pk")[:most]
    ]


def list_dates_to_come(*, viewer: Actor, business: BusinessLike, until: datetime, most: int) -> list[DatedReminder]:
    """The dates up to then on which she will be reminded, the soonest first. Four queries at most.

    `most` reminders that are due first are enough: a date of any other one comes after so many of theirs.
    """
    people = people_of([business.id])[business.id]
    me = next((person for person in people if person.id == viewer.id), None)
    if me is None:
        return []
    rows = _told_to(me, people, viewer).filter(due_at__lt=until, customer__archived_at=None)
    each = (_dates(row, business.timezone, until) for row in rows.order_by("due_at", "pk")[:most])
    return list(islice(merge(*each, key=lambda one: (one.at, one.reminder_id)), most))


def _told_to(me: Person, people: list[Person], viewer: Actor) -> QuerySet[Reminder]:
    """As `decisions.firing.recipients` will decide, in the words of the database."""
    rows = reminders_visible_to(viewer)
    if me.role not in ADMINISTRATORS:
        return rows.exclude(recipients=Audience.ADMINISTRATORS.value)
    inspected = {area for person in people if person.role is Role.INSPECTOR for area in person.area_ids}
    return rows.exclude(Q(recipients=Audience.INSPECTORS.value) & Q(customer__area_id__in=inspected))


def _dates(row: Reminder, timezone: str, until: datetime) -> Iterator[DatedReminder]:
    due = due_of(row)
    yield _dated(row, row.customer, due.on, due.at, row.name)
    schedule = schedule_of(row, timezone)
    zone = ZoneInfo(timezone)
    later = (on for on in dates_of(schedule.rule, due.on + timedelta(days=1)) if on not in schedule.skipped)
    coming = (occurrence(on, row.minute, zone) for on in later)
    for one in takewhile(lambda one: one.at < until, coming):
        yield _dated(row, row.customer, one.on, one.at, row.name)


def _dated(row: Reminder, customer: Customer, on: date, at: datetime, name: str) -> DatedReminder:
    who = f"{customer.first_name} {customer.last_name}".strip()
    return DatedReminder(row.pk, row.version, row.created_at, on, at, name, row.text, who)
