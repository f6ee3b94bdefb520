"""Which booking work happens in the background? What takes longer than a customer should wait for."""

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.actions import matches
from kartotek.domain.businesses.queries import get_business
from kartotek.kernel import clock
from kartotek.plumbing.jobs import business_job


@business_job("booking.mark_near_names")
def mark_near_names(*, business: int, customer: int) -> None:
    """Mark the bookings of a card just made with those who are called alike (S20)."""
    matches.mark_near_names(business=get_business(business), actor=SYSTEM, now=clock.now(), customer_id=customer)
