"""Which bookings do these messages speak of? Several at once, for lists of other things that link to them."""

from collections.abc import Collection

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import item_of, names_of
from kartotek.domain.booking.values.bookings import BookingItem


def find_bookings_of(customer_id: int, booking_ids: Collection[int]) -> dict[int, BookingItem]:
    """Those of these bookings that are this customer's, by id; the caller has looked up the card. One query."""
    rows = Booking.objects.filter(customer_id=customer_id, pk__in=booking_ids)
    found = [item_of(row, names_of(row)) for row in rows.select_related("service", "employee", "customer")]
    return {item.id: item for item in found}
