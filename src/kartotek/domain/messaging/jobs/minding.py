"""What does the minute tick do for the outbox? It finds what fell due, what was lost, and what waited too long."""

from datetime import datetime
from math import ceil
from typing import Final

from django.db import connection
from django_scopes import scopes_disabled

from kartotek.domain.messaging.decisions.retrying import BROKE_OFF, MOST_CLAIMS, NEVER_BEGUN, PATIENCE, TOO_LATE
from kartotek.domain.messaging.jobs.sending import wake
from kartotek.domain.messaging.jobs.telling import tell_of_trouble
from kartotek.plumbing import presence
from kartotek.plumbing.transport import CHANNELS, is_captured

# As many workers at once as have something to do, and never more than one worker process runs jobs.
_MOST_AT_ONCE: Final = 4
_WORTH_ONE_MORE: Final = 50

_SETTLE_LOST: Final = """
UPDATE messaging_message SET lease_ends_at = NULL, claimed_by = NULL,
    state = CASE WHEN handed_over_at IS NOT NULL THEN 'unknown' WHEN attempts >= %(most)s THEN 'failed'
        ELSE 'queued' END,
    error = CASE WHEN handed_over_at IS NOT NULL THEN %(broke_off)s WHEN attempts >= %(most)s THEN %(never_begun)s
        ELSE error END
WHERE state = 'sending' AND (lease_ends_at <= %(now)s
    OR (claimed_by IS NOT NULL AND claimed_by <> ALL (ARRAY({alive}))))
RETURNING business_id, state
"""
_CAPTURE: Final = """
UPDATE messaging_message AS message SET
    state = CASE WHEN expires_at <= %(now)s THEN 'dropped' WHEN EXISTS (SELECT 1 FROM messaging_address AS address
        WHERE address.business_id = message.business_id AND address.channel = message.channel
        AND address.value = message."to" AND address.state = 'bounced') THEN 'suppressed' ELSE 'captured' END,
    error = CASE WHEN expires_at <= %(now)s THEN %(too_late)s ELSE error END
WHERE id IN (SELECT id FROM messaging_message WHERE state = 'queued' AND due_at <= %(now)s
    AND channel = ANY(%(captured)s) ORDER BY id FOR UPDATE SKIP LOCKED)
"""
# The way out has been closed for so long that nobody waits for these any more.
_GIVE_UP: Final = """
UPDATE messaging_message AS message SET state = 'failed', error = pause.reason
FROM plumbing_transportpause AS pause
WHERE pause.channel = message.channel AND message.id IN (SELECT id FROM messaging_message
    WHERE state = 'queued' AND due_at <= %(longest)s ORDER BY id FOR UPDATE SKIP LOCKED)
RETURNING message.business_id, message.state
"""
_COUNT_DUE: Final = """
SELECT count(*) FROM (SELECT 1 FROM messaging_message WHERE state = 'queued' AND due_at <= %(now)s
    AND channel NOT IN (SELECT channel FROM plumbing_transportpause WHERE until > %(now)s) LIMIT %(most)s) AS due
"""


def mind_outbox(*, now: datetime) -> None:
    """Everything a minute asks for; a worker is woken only when something is due."""
    with scopes_disabled():  # of every business
        settle_lost(now=now)
        capture_due(now=now)
        give_up_waiting(now=now)
    for slot in range(min(ceil(_count_due(now) / _WORTH_ONE_MORE), _MOST_AT_ONCE)):
        wake(str(slot))


def settle_lost(*, now: datetime) -> int:
    """What died with its worker: unknown if it may have arrived, else back in the queue; how many there were."""
    values: dict[str, datetime | str | int] = {
        "now": now,
        "most": MOST_CLAIMS,
        "broke_off": BROKE_OFF,
        "never_begun": NEVER_BEGUN,
    }
    found = _changed(_SETTLE_LOST.format(alive=presence.ALIVE), values)
    tell_of_trouble((business for business, state in found if state != "queued"), now=now)
    return len(found)


def capture_due(*, now: datetime) -> None:
    """Where no transport is set up, what has fallen due stays here for staff to read."""
    captured = [channel for channel in CHANNELS if is_captured(channel)]
    if captured:
        with connection.cursor() as cursor:
            cursor.execute(_CAPTURE, {"now": now, "captured": captured, "too_late": TOO_LATE})


def give_up_waiting(*, now: datetime) -> int:
    """Fail what has waited a day for a way out that is closed; how many there were."""
    found = _changed(_GIVE_UP, {"longest": now - PATIENCE})
    tell_of_trouble((row[0] for row in found), now=now)
    return len(found)


def _changed(statement: str, values: dict[str, datetime | str | int]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _count_due(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_DUE, {"now": now, "most": _MOST_AT_ONCE * _WORTH_ONE_MORE})
        return int(cursor.fetchone()[0])
