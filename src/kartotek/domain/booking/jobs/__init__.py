"""Which booking work happens in the background? What takes longer than a customer should wait for."""

from datetime import datetime
from uuid import UUID

from django_scopes import scope, scopes_disabled

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.actions import matches, offers
from kartotek.domain.booking.actions import refresh_messages as refreshing
from kartotek.domain.booking.jobs.letters import print_letters
from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.queries.day_changes import forget_old_changes
from kartotek.domain.booking.values.waiting import WaitState
from kartotek.domain.businesses.queries import get_business
from kartotek.kernel import clock
from kartotek.plumbing.jobs import business_job, enqueue

__all__ = [
    "expire_offers",
    "forget_old_changes",
    "mark_near_names",
    "offer_places",
    "print_letters",
    "refresh_messages",
]

MOST_EXPIRED = 500  # businesses a minute; what is left waits for the next


@business_job("booking.offer_places")
def offer_places(*, business: int, service: int) -> None:
    """Offer what came free to those who wait for the service (S9)."""
    offers.offer_places(business=get_business(business), actor=SYSTEM, now=clock.now(), service_id=service)


def expire_offers(*, now: datetime) -> int:
    """Write down which offers have run out, in every business; how many. The minute tick calls it."""
    with scopes_disabled():  # of every business
        over = WaitlistEntry.objects.filter(state=WaitState.OFFERED.value, offer_until__lte=now)
        ids = list(over.values_list("business_id", flat=True).distinct().order_by("business_id")[:MOST_EXPIRED])
    total = 0
    for business_id in ids:
        with scope(business=business_id):
            total += offers.expire_offers(business=get_business(business_id), actor=SYSTEM, now=now)
    return total


@business_job("booking.mark_near_names")
def mark_near_names(*, business: int, customer: int) -> None:
    """Mark the bookings of a card just made with those who are called alike (S20)."""
    matches.mark_near_names(business=get_business(business), actor=SYSTEM, now=clock.now(), customer_id=customer)


@business_job("booking.refresh_messages")
def refresh_messages(*, business: int, customer: int = 0, after: str = "") -> None:
    """Bring the reminders that wait up to date, of one customer or of all; a few at a time."""
    last = refreshing.refresh_messages(
        business=get_business(business),
        now=clock.now(),
        customer_id=customer or None,
        after=UUID(after) if after else None,
    )
    if last is not None:
        enqueue("booking.refresh_messages", business=business, customer=customer, after=str(last))
