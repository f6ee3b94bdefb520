"""Which rows does an action on the catalogue hold, and how is an order written down?"""

from collections.abc import Sequence

from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Category, Employee, Service
from kartotek.plumbing import locks


def hold_catalog(business_id: int) -> None:
    """Let one action at a time change the catalogue of a business; bookings and reads do not wait for it."""
    locks.hold_rows(Business.objects.all()).get(pk=business_id)


def write_order(rows: Sequence[Category] | Sequence[Service] | Sequence[Employee], ids: Sequence[int]) -> None:
    """Number the rows in the order of the ids; only those whose place changes are written."""
    places = {pk: place for place, pk in enumerate(ids)}
    for row in rows:
        if row.position != places[row.pk]:
            row.position = places[row.pk]
            row.version += 1
            row.save(update_fields=["position", "version"])
