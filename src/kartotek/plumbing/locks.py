"""Which rows are held, in which order, for how long? The one locking doctrine (house rule 5, joint 5).

Only inside a transaction: first advisory locks on names (a normalised e-mail, a phone), sorted; then customers; then
employees, sorted by id. Nobody waits longer than five seconds: then `Busy`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from psycopg.errors import DeadlockDetected, LockNotAvailable
from psycopg.sql import SQL, Identifier

from kartotek.kernel.errors import Busy

M = TypeVar("M", bound=Model)
LONGEST_WAIT_MS = 5000
_HOLD = """
SELECT set_config('lock_timeout', %s, true),
       (SELECT count(pg_advisory_xact_lock(name)) FROM (SELECT unnest(%s::bigint[]) AS name) AS sorted)
"""
_HOLD_IDS = SQL("SELECT 1 FROM {} WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE")


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


def hold_ids(model: type[Model], ids: Iterable[int]) -> None:
    """As `hold_rows`, of rows that were found in scope already and need not be read."""
    table = Identifier(model._meta.db_table)  # noqa: SLF001 - Django's public name for it
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_IDS.format(table), [sorted(ids)])


def hold_rows(rows: QuerySet[M]) -> QuerySet[M]:
    """The same rows, held until the transaction ends, in the order of their ids; foreign keys to them still work."""
    return rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
