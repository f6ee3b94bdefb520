"""Does the staff know that messages did not go out? One open line in the inbox a business, however many they are."""

from collections.abc import Iterable
from datetime import datetime

from kartotek.domain.messaging.actions import add_staff_notices
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.messaging.values import NewStaffNotice

KIND = "messages_failed"


def tell_of_trouble(business_ids: Iterable[int], *, now: datetime) -> None:
    """Put a line into the inbox of each of these businesses, unless one is open there."""
    wanted = set(business_ids)
    if not wanted:
        return
    rows = StaffNotice.objects.filter(business_id__in=wanted, kind=KIND, done_at=None)
    told = set(rows.values_list("business_id", flat=True))
    notice = NewStaffNotice(kind=KIND, key=f"{KIND}:{now.isoformat()}")
    add_staff_notices(notices=[(business_id, notice) for business_id in sorted(wanted - told)], now=now)
