"""Which reminders are due, of whatever business? One indexed query; what is not due costs nothing."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max, QuerySet

from kartotek.domain.booking.models import Booking
from kartotek.domain.reminders.models import Reminder
from kartotek.domain.reminders.queries.closing import NOT_ANY_MORE
from kartotek.domain.reminders.values.rules import Coming


def due_reminders(now: datetime) -> QuerySet[Reminder]:
    """Those that should fire, the longest due first. Call it with scopes disabled."""
    return Reminder.objects.filter(due_at__lte=now).order_by("due_at", "pk")


def last_booked(customer_ids: Collection[int]) -> dict[int, datetime]:
    """When each of these customers was booked last, of bookings that still are; none: left out. One query."""
    if not customer_ids:
        return {}
    made = Booking.objects.filter(customer_id__in=customer_ids).exclude(status__in=NOT_ANY_MORE)
    return dict(made.order_by().values("customer_id").annotate(at=Max("created_at")).values_list("customer_id", "at"))


def due_of(row: Reminder) -> Coming:
    """When a reminder that was found due is so."""
    if row.due_on is None or row.due_at is None:
        raise ValueError("this reminder is not due")
    return Coming(row.due_on, row.due_at)
