"""What does a booking hold of its employee's time once it has moved?"""

from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.models import Booking, Occupancy


def hold_time(row: Booking, placed: Placed) -> None:
    """Let go of what it held, and take what it needs now; the exclusion constraint has the last word (S10)."""
    Occupancy.objects.filter(booking=row).delete()
    Occupancy.objects.bulk_create(
        Occupancy(
            business_id=row.business_id,
            employee_id=row.employee_id,
            booking=row,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            is_exclusive=placed.is_free,
        )
        for one in placed.held
    )
