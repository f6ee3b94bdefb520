"""People who wait, for tests."""

from dataclasses import asdict
from datetime import UTC, datetime

from tests.factories.booking import FREJA

from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Service

JOINED_AT = datetime(2026, 11, 10, 9, tzinfo=UTC)


def make_waiting(
    business: Business, service: Service, booker: Booker | None = FREJA, **fields: object
) -> WaitlistEntry:
    """Freja waits for any time of the service."""
    values: dict[str, object] = {
        "booker": asdict(booker) if booker else {},
        "language": "en",
        "service": service,
        "created_at": JOINED_AT,
    }
    return WaitlistEntry.objects.create(business=business, **{**values, **fields})
