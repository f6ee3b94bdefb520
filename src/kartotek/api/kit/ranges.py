"""How are `from` and `to` of a list read? As dates of the business, both included, or as instants, half-open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.kernel.errors import invalid
from kartotek.kernel.periods import day_bounds


def bound(field: str, given: str, zone: ZoneInfo, *, is_end: bool) -> datetime | None:
    """The instant meant: a date's first moment, or as an end the moment after its last."""
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
        if len(given) == len("2026-11-12"):
            day = day_bounds(moment.date(), zone)
            return day.ends_at if is_end else day.starts_at
    except (ValueError, OverflowError) as error:
        raise invalid(field, "invalid", "Give a date or an instant with its offset.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
