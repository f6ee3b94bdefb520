"""What is known about hours, free times and bookings? One file a noun."""

from kartotek.domain.booking.queries.availability import (
    get_availability,
    list_free_starts,
    list_free_starts_between,
)
from kartotek.domain.booking.queries.bookings import (
    count_coming,
    find_booking,
    get_booking,
    list_bookings,
    list_coming,
    list_coming_of,
    list_day,
    list_deleted,
    list_doubtful,
    list_past,
    list_taken,
    list_visit,
)
from kartotek.domain.booking.queries.by_id import find_bookings_of
from kartotek.domain.booking.queries.check_ins import check_in_reasons, find_next_booking, list_check_ins
from kartotek.domain.booking.queries.coming import coming_of
from kartotek.domain.booking.queries.doubts import as_seen_by
from kartotek.domain.booking.queries.feeds import get_feed_owner, get_feed_url, list_for_feed
from kartotek.domain.booking.queries.manage import calendar_file, get_managed, list_managed, manage_token
from kartotek.domain.booking.queries.terms import (
    get_service_terms,
    list_service_terms,
    list_terms_of,
    own_minutes_of,
    own_terms_of,
)
from kartotek.domain.booking.queries.waiting import get_waiting, list_waiting, wait_token

__all__ = [
    "as_seen_by",
    "calendar_file",
    "check_in_reasons",
    "coming_of",
    "count_coming",
    "find_booking",
    "find_bookings_of",
    "find_next_booking",
    "get_availability",
    "get_booking",
    "get_feed_owner",
    "get_feed_url",
    "get_managed",
    "get_service_terms",
    "get_waiting",
    "list_bookings",
    "list_check_ins",
    "list_coming",
    "list_coming_of",
    "list_day",
    "list_deleted",
    "list_doubtful",
    "list_for_feed",
    "list_free_starts",
    "list_free_starts_between",
    "list_managed",
    "list_past",
    "list_service_terms",
    "list_taken",
    "list_terms_of",
    "list_visit",
    "list_waiting",
    "manage_token",
    "own_minutes_of",
    "own_terms_of",
    "wait_token",
]
