"""Who of the staff wants to be told, for tests."""

from datetime import UTC, datetime

from tests.personas import membership_of

from kartotek.domain.audit.values import Actor
from kartotek.domain.messaging.models import StaffMail

LONG_AGO = datetime(2026, 1, 2, 8, tzinfo=UTC)


def make_staff_mail(actor: Actor, **fields: object) -> StaffMail:
    """The person wants everything, and has for long; other fields as given."""
    values: dict[str, object] = {
        "new_bookings_since": LONG_AGO,
        "cancellations_since": LONG_AGO,
        "daily_overview": True,
        **fields,
    }
    member = membership_of(actor)
    return StaffMail.objects.create(business=member.business, membership=member, **values)
