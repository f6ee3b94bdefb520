"""Was this creating request seen before? Then it gets the same answer and nothing is made twice.

The key's row is claimed before the action and answered after it (joint 1). Requests with one key stand in line at a
session lock, so a second one in flight waits for the first; the lock of a process that dies is free at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection

from kartotek.kernel.errors import Conflict, invalid
from kartotek.plumbing.models import IdempotencyKey

KEPT_FOR = timedelta(days=2)


class IdempotencyConflict(Conflict):
    """This idempotency key was used for another request."""

    code = "idempotency_conflict"


@dataclass(frozen=True)
class Answer:
    """What was answered: status, body and ETag."""

    status: int
    body: bytes
    etag: str = ""


@contextmanager
def _in_line(name: str) -> Iterator[None]:
    number = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def _may_be_kept(answer: Answer) -> bool:
    return answer.status < 500 and answer.status != 429


def once(*, scope: str, key: str, body: bytes, now: datetime, act: Callable[[], Answer]) -> Answer:
    """Run `act` unless this key was answered before; same key and other body raises `IdempotencyConflict`.

    An answer that may differ next time (5xx, 429) is not kept. `scope` names caller and route, `body` the request.
    """
    if not key or len(key) > 255 or not key.isprintable():
        raise invalid("Idempotency-Key", "invalid", "An idempotency key has 1 to 255 printable characters.")
    digest = sha256(body).hexdigest()
    with _in_line(f"{scope}\n{key}"):
        row, is_new = IdempotencyKey.objects.get_or_create(
            scope=scope, key=key, defaults={"body_digest": digest, "claimed_at": now}
        )
        if row.body_digest != digest:
            raise IdempotencyConflict
        if not is_new and row.status is not None:
            return Answer(row.status, bytes(row.answer or b""), row.etag)
        answer = act()
        if _may_be_kept(answer):
            row.status, row.answer, row.etag = answer.status, answer.body, answer.etag
            row.save(update_fields=["status", "answer", "etag"])
        else:
            row.delete()
        return answer


def forget_old(*, now: datetime) -> int:
    """Remove keys nobody will repeat any more; the minute tick calls it."""
    return IdempotencyKey.objects.filter(claimed_at__lt=now - KEPT_FOR).delete()[0]
