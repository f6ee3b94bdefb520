"""Which firings have closed by themselves? Computed when read; the minute tick only writes it down (joint 6).

A booking made after the firing closes it. So does the last visit, so many days later, unless those days were over
before the reminder came: then it is about the next visit.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.reminders.models import Firing
from kartotek.domain.reminders.values.firings import ClosedBy

NOT_ANY_MORE = (Status.CANCELLED.value, Status.REJECTED.value)
_CAME = (Status.COMPLETED.value, Status.ARRIVED.value, Status.CONFIRMED.value)


def closed_by_themselves(now: datetime) -> QuerySet[Firing]:
    """The firings that have, and are not written down as closed."""
    bookings = Booking.objects.filter(customer_id=OuterRef("customer_id"))
    made = bookings.filter(created_at__gt=OuterRef("fired_at")).exclude(status__in=NOT_ANY_MORE)
    visits = bookings.filter(ends_at__lte=now, status__in=_CAME).order_by("-starts_at")
    last_visit = Subquery(visits.values("ends_at")[:1], output_field=DateTimeField())
    days = ExpressionWrapper(F("closes_days") * Value(timedelta(days=1)), output_field=DurationField())
    closes_at = ExpressionWrapper(last_visit + days, output_field=DateTimeField())
    is_booked = Q(Exists(made), closes_on=ClosedBy.BOOKING.value)
    is_visited = Q(closes_on=ClosedBy.VISIT.value, closes_at__gt=F("due_at"), closes_at__lte=now)
    waiting = Firing.objects.filter(~Q(closes_on=""), closed_at=None)
    return waiting.alias(closes_at=closes_at).filter(is_booked | is_visited)


def closings(firings: Collection[Firing], now: datetime) -> dict[int, str]:
    """What closed each of these firings, by id; those that are open are left out. One query where one may have."""
    found = {row.pk: row.closed_by for row in firings if row.closed_at is not None}
    asked = [row.pk for row in firings if row.closes_on and row.closed_at is None]
    if asked:
        found |= dict(closed_by_themselves(now).filter(pk__in=asked).values_list("pk", "closes_on"))
    return found
