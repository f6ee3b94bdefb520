"""Change the general rules of online booking."""

from datetime import datetime

from kartotek.domain.access.decisions import kept_messages, settings_problems, stored_limit
from kartotek.domain.access.models import OnlineBookingSettings
from kartotek.domain.access.queries.settings import get_policy
from kartotek.domain.access.values import BusinessFacts, Policy, SettingsChanges
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import Invalid
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


@locks.holding()
def edit_online_booking_settings(
    *,
    business: BusinessFacts,
    changes: SettingsChanges,
    expected_version: int | None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """Store what differs and answer the rules as they are now. A lower limit cancels nothing (S6).

    Raises NotPermitted, Invalid with every problem, or Stale. A given messages field replaces all its languages.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    if problems := settings_problems(changes):
        raise Invalid(problems=problems)
    OnlineBookingSettings.objects.get_or_create(business_id=business.id)
    row = locks.hold_rows(OnlineBookingSettings.objects.all()).get()
    check_version(row, expected_version)
    changed = write_changes(row, _as_stored(changes))
    if changed:
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="online_booking.edited",
            target=Target("online_booking_settings", row.pk),
            changes=changed,
        )
    return get_policy(business=business)


def _as_stored(changes: SettingsChanges) -> dict[str, object]:
    """The changes as the row keeps them."""
    stored: dict[str, object] = dict(changes)
    if "max_future_bookings" in changes:
        stored["max_future_bookings"] = stored_limit(changes["max_future_bookings"])
    if "limit_messages" in changes:
        stored["limit_messages"] = kept_messages(changes["limit_messages"])
    if "blocked_messages" in changes:
        stored["blocked_messages"] = kept_messages(changes["blocked_messages"])
    return stored
