"""Has this address, phone or network tried too often? One upsert on an unlogged table (joint 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection

from kartotek.kernel.errors import TooMany

_UPSERT = """
INSERT INTO plumbing_ratebucket AS bucket (name, window_ends_at, hits)
SELECT name, ends_at, 1 FROM unnest(%s::text[], %s::timestamptz[]) AS hit (name, ends_at) ORDER BY name
ON CONFLICT (name) DO UPDATE SET
    hits = CASE WHEN bucket.window_ends_at <= %s THEN 1 ELSE bucket.hits + 1 END,
    window_ends_at = CASE WHEN bucket.window_ends_at <= %s THEN excluded.window_ends_at ELSE bucket.window_ends_at END
RETURNING name, hits, window_ends_at
"""


@dataclass(frozen=True)
class Limit:
    """At most `hits` tries of `subject` (an address, a phone, a network) within `window`; `what` names the deed."""

    what: str
    subject: str
    hits: int
    window: timedelta

    @property
    def name(self) -> str:
        """The bucket's name: personal data only as a digest."""
        return f"{self.what}:{sha256(self.subject.encode()).hexdigest()[:40]}"


def hit(limits: Sequence[Limit], *, now: datetime) -> None:
    """Count one try against every limit, in one query; raises `TooMany` when one of them is passed."""
    if not settings.RATE_LIMITS or not limits:
        return
    by_name = {limit.name: limit for limit in limits}
    names = list(by_name)
    ends = [now + by_name[name].window for name in names]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [names, ends, now, now])
        rows = cursor.fetchall()
    waits = [(ends_at - now).total_seconds() for name, hits, ends_at in rows if hits > by_name[name].hits]
    if waits:
        raise TooMany(retry_after_seconds=max(1, round(max(waits))))


def forget_passed(*, now: datetime) -> int:
    """Remove the buckets whose window is over; the minute tick calls it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plumbing_ratebucket WHERE window_ends_at <= %s", [now])
        return int(cursor.rowcount)
