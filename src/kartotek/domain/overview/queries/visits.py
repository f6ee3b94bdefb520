"""How often was a customer here? Counted by the database, however long the history."""

from datetime import datetime

from django.db.models import Count, Max, Q

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.overview.values import VisitFacts

CAME = (Status.CONFIRMED.value, Status.ARRIVED.value, Status.COMPLETED.value)


def get_visit_facts(customer_id: int, *, now: datetime) -> VisitFacts:
    """Visits that are over, and no-shows, of a customer the caller has found in scope. One query."""
    came = Q(ends_at__lte=now, status__in=CAME)
    found = Booking.objects.filter(customer_id=customer_id).aggregate(
        visits=Count("visit", distinct=True, filter=came),
        no_shows=Count("visit", distinct=True, filter=Q(status=Status.NO_SHOW.value)),
        last_at=Max("starts_at", filter=came),
    )
    return VisitFacts(**found)
