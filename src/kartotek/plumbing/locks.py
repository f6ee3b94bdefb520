"""Which rows are held, in which order, for how long? The one locking doctrine (house rule 5, joint 5).

Only inside a transaction: first advisory locks on names (an e-mail, a phone), sorted; then customers; then an entry of
the waiting list; then employees, before their time is taken or let go more than once (a row of theirs counts it); then
rooms and equipment; then dates of classes, and after them their bookings; then reminders, then what has fired; then who
is in recall plans; each sorted by id. Nobody waits over five seconds: then `Busy`. Workers take what is free.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from psycopg.errors import DeadlockDetected, LockNotAvailable

from kartotek.kernel.errors import Busy

M = TypeVar("M", bound=Model)
LONGEST_WAIT_MS = 5000
_HOLD = """
SELECT set_config('lock_timeout', %s, true),
       (SELECT count(pg_advisory_xact_lock(name)) FROM (SELECT unnest(%s::bigint[]) AS name) AS sorted)
"""
_THESE = "SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id"


@contextmanager
def holding(*names: str) -> Iterator[None]:
    """A transaction in which nobody waits for long, holding these names until it ends: one query besides BEGIN."""
    try:
        with transaction.atomic():
            _hold(names)
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise Busy from error
        raise


def _hold(names: Iterable[str]) -> None:
    numbers = sorted({int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True) for name in names})
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [f"{LONGEST_WAIT_MS}ms", numbers])


def pause_point() -> None:
    """Between decision and write; a race test waits here to prove that the locks are what keeps the peace."""


def held(statement: str) -> str:
    """A plain SELECT that is sorted by id, made to hold what it finds until the transaction ends."""
    return f"{statement} FOR NO KEY UPDATE"


def hold_ids(table: str, ids: Iterable[int]) -> None:
    """Hold rows that were found in scope already and need not be read; `table` is our own word."""
    with connection.cursor() as cursor:
        cursor.execute(held(_THESE.format(table=table)), [sorted(ids)])


def hold_rows(rows: QuerySet[M]) -> QuerySet[M]:
    """The same rows, held until the transaction ends, in the order of their ids; foreign keys to them still work."""
    return rows.select_for_update(no_key=True, of=("self",)).order_by("pk")


def take_rows(rows: QuerySet[M]) -> QuerySet[M]:
    """The same rows, held until the transaction ends, without those that somebody else holds: any number of workers."""
    return rows.select_for_update(no_key=True, skip_locked=True, of=("self",))
