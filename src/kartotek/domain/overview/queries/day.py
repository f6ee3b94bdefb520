"""Who comes on a day, and what must the front desk know of each? Five queries, however full the day."""

from datetime import date, datetime

from kartotek.domain.access.queries import get_policy
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries import list_day
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customers
from kartotek.domain.overview.queries.deciding import decide_cards
from kartotek.domain.overview.values import DayLine


def list_day_lines(
    *, business: BusinessLike, viewer: Actor, on: date, now: datetime, employee_id: int | None = None
) -> list[DayLine]:
    """The bookings of a local date that the viewer may see, by start, each with the customer's note and access."""
    bookings = list_day(business=business, viewer=viewer, on=on, employee_id=employee_id)
    cards = get_customers(sorted({booking.customer_id for booking in bookings}), viewer=viewer)
    seen = decide_cards(cards, business=business, policy=get_policy(business=business), now=now)
    notes = {card.id: card.important_note for card in cards}
    return [
        DayLine(booking, notes[who], seen[who].decision.state, seen[who].facts.tags)
        for booking, who in ((booking, booking.customer_id) for booking in bookings)
    ]
