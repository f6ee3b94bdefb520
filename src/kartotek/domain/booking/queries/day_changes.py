"""Has anything changed on these days since somebody looked? One indexed query, asked every second and a half (joint 9).

Who looks gets a mark: which transactions had ended by then, in PostgreSQL's own words. The next question brings it
along, and whatever ended since is news, in whatever order the transactions ended.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.db import connection

from kartotek.domain.booking.values.days import News

EVERY_DAY = date.min
KEPT_TRANSACTIONS = 1_000_000  # older changes are forgotten; a mark from before is answered with "changed"
_MARK = re.compile(r"[0-9]{1,18}:[0-9]{1,18}:(?:[0-9]{1,18},)*(?:[0-9]{1,18})?")
_LONGEST_MARK = 2000

_NOW = "SELECT pg_current_snapshot()::text"
_NEWS = """
WITH seen AS (SELECT %(mark)s::pg_snapshot AS mark)
SELECT pg_current_snapshot()::text,
       pg_snapshot_xmin(mark)::text::bigint < pg_snapshot_xmax(pg_current_snapshot())::text::bigint - %(kept)s
       OR pg_snapshot_xmax(mark) > pg_snapshot_xmax(pg_current_snapshot())
       OR EXISTS (
           SELECT 1 FROM booking_daychange
           WHERE business_id = %(business)s AND "on" = ANY(%(dates)s)
             AND transaction >= pg_snapshot_xmin(mark)::text::bigint
             AND NOT pg_visible_in_snapshot(transaction::text::xid8, mark)
       )
FROM seen
"""
_FORGET = """
DELETE FROM booking_daychange
WHERE transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint - %s
"""


def find_news(business_id: int, dates: Iterable[date], mark: str) -> News:
    """Whether these local dates have changed since the mark; one that nobody gave is answered with yes."""
    with connection.cursor() as cursor:
        if not is_mark(mark):
            cursor.execute(_NOW)
            return News(True, str(cursor.fetchone()[0]))
        asked = [EVERY_DAY, *dates]
        cursor.execute(_NEWS, {"mark": mark, "kept": KEPT_TRANSACTIONS, "business": business_id, "dates": asked})
        now, is_changed = cursor.fetchone()
        return News(is_changed, str(now))


def is_mark(text: str) -> bool:
    """Whether a text from outside can be a mark at all."""
    if len(text) > _LONGEST_MARK or not _MARK.fullmatch(text):
        return False
    first, last, running = text.split(":")
    between = [int(one) for one in running.split(",") if one]
    return (
        0 < int(first) <= int(last)
        and between == sorted(set(between))
        and all(int(first) <= one < int(last) for one in between)
    )


def forget_old_changes() -> int:
    """Delete what nobody asks about any more; how many rows. The minute tick calls it."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [KEPT_TRANSACTIONS])
        return int(cursor.rowcount)
