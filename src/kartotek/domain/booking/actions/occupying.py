"""What does a booking hold of its employee's time, and of rooms and equipment?"""

from collections.abc import Iterable

from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.models import Booking, Occupancy, ResourceUse


def hold_time(row: Booking, placed: Placed) -> None:
    """Of one that has moved: let go of what it held, and take what it needs now; the exclusion constraint has the last
    word (S10).
    """
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
    if row.resources:
        ResourceUse.objects.filter(booking=row).delete()
    row.resources, row.has_own_resources = list(placed.resource_ids) or None, placed.has_own_resources
    use_resources([(row, placed)])


def use_resources(made: Iterable[tuple[Booking, Placed]]) -> None:
    """Take what these bookings use; the caller holds the resources, and looked whether they are to be had."""
    uses = [
        ResourceUse(
            business_id=row.business_id,
            resource_id=one,
            booking=row,
            starts_at=placed.use.starts_at,
            ends_at=placed.use.ends_at,
        )
        for row, placed in made
        for one in placed.resource_ids
    ]
    if uses:
        ResourceUse.objects.bulk_create(uses)
