"""Which reminders are there about a customer, and when do they come?"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.reminders.decisions.checking import rule_from, rule_problems
from kartotek.domain.reminders.decisions.occurrences import dates_of, occurrence
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.values.firings import Schedule
from kartotek.domain.reminders.values.reminders import (
    MOST_PREVIEWED,
    Audience,
    Closing,
    ReminderItem,
    RuleDetails,
)
from kartotek.domain.reminders.values.rules import WEEKDAYS, Coming, MonthlyBy, Repeat, Rule
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

USUAL_PREVIEW = 5


def reminders_visible_to(viewer: Actor) -> QuerySet[Reminder]:
    """The reminders the viewer may know of, deleted ones too: inspectors those of their areas (S41)."""
    condition = Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids)
    return Reminder.objects.filter(condition).select_related("customer", "type")


def get_reminder(reminder_id: int, *, viewer: Actor) -> ReminderItem:
    """One reminder, deleted or not. Raises NotPermitted, NotFound."""
    return reminder_item(_row(reminder_id, viewer))


def list_reminders(
    *, viewer: Actor, customer_id: int, has_archived: bool = False, limit: int | None = None, cursor: str = ""
) -> Page[ReminderItem]:
    """Those about a customer, newest first; deleted ones only when asked for. Raises NotPermitted, NotFound."""
    require(viewer, Permission.REMINDER_MANAGE)
    get_customer(customer_id, viewer=viewer)
    size = checked_limit(limit)
    rows = reminders_visible_to(viewer).filter(customer_id=customer_id)
    if not has_archived:
        rows = rows.filter(deleted_at=None)
    if cursor:
        (last,) = decode_cursor(cursor, int)
        rows = rows.filter(pk__lt=last)
    found = [reminder_item(row) for row in rows.order_by("-pk")[: size + 1]]
    return Page(found[:size], encode_cursor(found[size - 1].id) if len(found) > size else None)


def count_reminders(*, viewer: Actor, customer_id: int) -> int:
    """How many about a customer the viewer may see are not deleted."""
    return reminders_visible_to(viewer).filter(customer_id=customer_id, deleted_at=None).count()


def list_coming(
    *, viewer: Actor, until: datetime, most: int, type_id: int | None = None, area_id: int | None = None
) -> list[ReminderItem]:
    """What will come into the viewer's inbox until then, soonest first; of customers that are not archived."""
    rows = reminders_visible_to(viewer).filter(due_at__lt=until, customer__archived_at=None)
    if viewer.area_ids is not None:
        rows = rows.exclude(recipients=Audience.ADMINISTRATORS.value)
    if type_id is not None:
        rows = rows.filter(type_id=type_id)
    if area_id is not None:
        rows = rows.filter(customer__area_id=area_id)
    return [reminder_item(row) for row in rows.order_by("due_at", "id")[:most]]


def preview(details: RuleDetails, *, business: BusinessLike, count: int | None) -> list[Coming]:
    """The first occurrences of a rule that is not saved yet, past ones too. Raises Invalid."""
    if problems := rule_problems(details):
        raise Invalid(problems=problems)
    schedule = Schedule(rule_from(details), details.minute, ZoneInfo(business.timezone))
    return _first(schedule, _checked_count(count))


def list_occurrences(
    *, viewer: Actor, business: BusinessLike, reminder_id: int, count: int | None = None
) -> Sequence[Coming]:
    """The occurrences of a reminder from its start on, without those taken out. Raises as `get_reminder`, Invalid."""
    size = _checked_count(count)
    return _first(schedule_of(_row(reminder_id, viewer), business.timezone), size)


def schedule_of(row: Reminder, timezone: str) -> Schedule:
    """When a stored reminder comes."""
    rule = Rule(
        starts_on=row.starts_on,
        repeat=Repeat(row.repeat),
        every=row.every,
        weekdays=tuple(row.weekdays),
        monthly_by=MonthlyBy(row.monthly_by),
        nth=row.nth,
        weekday=row.weekday,
        ends_on=row.ends_on,
    )
    return Schedule(rule, row.minute, ZoneInfo(timezone), frozenset(row.skipped))


def reminder_item(row: Reminder) -> ReminderItem:
    """A reminder as a value; `customer` and `type` have been read with it."""
    return ReminderItem(
        id=row.pk,
        version=row.version,
        customer_id=row.customer_id,
        customer_name=f"{row.customer.first_name} {row.customer.last_name}".strip(),
        type_id=row.type_id,
        type_name=row.type.name,
        name=row.name,
        text=row.text,
        starts_on=row.starts_on,
        minute=row.minute,
        repeat=row.repeat,
        every=row.every,
        weekdays=tuple(WEEKDAYS[day] for day in row.weekdays),
        monthly_by=row.monthly_by,
        nth=row.nth,
        weekday=None if row.weekday is None else WEEKDAYS[row.weekday],
        ends_on=row.ends_on,
        channel=row.channel,
        recipients=row.recipients,
        closes_on=Closing(row.closes_days) if row.closes_on else None,
        next=Coming(row.due_on, row.due_at) if row.due_on and row.due_at else None,
        skipped=tuple(row.skipped),
        created_at=row.created_at,
        created_by=row.created_by,
        deleted_at=row.deleted_at,
        series_id=row.series_id,
        series_on=row.series_on,
        last_on=row.last_on,
    )


def _row(reminder_id: int, viewer: Actor) -> Reminder:
    require(viewer, Permission.REMINDER_MANAGE)
    row = reminders_visible_to(viewer).filter(pk=reminder_id).first()
    if row is None:
        raise NotFound
    return row


def _first(schedule: Schedule, count: int) -> list[Coming]:
    dates = (on for on in dates_of(schedule.rule) if on not in schedule.skipped)
    return [occurrence(on, schedule.minute, schedule.zone) for on in islice(dates, count)]


def _checked_count(count: int | None) -> int:
    if count is None:
        return USUAL_PREVIEW
    if not 1 <= count <= MOST_PREVIEWED:
        raise invalid("count", "out_of_range", gettext_noop("The count is a number from 1 to 500."))
    return count
