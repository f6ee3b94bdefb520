"""Does the process that took a piece of work still live? It holds a lock of its own number while it does.

PostgreSQL lets go of the lock the moment the process dies, however it dies; what it had in hand is seen to at once.
"""

import secrets
from typing import Final

from django.db import connection

# The first of the two numbers of our locks; the house's other advisory locks have one long number.
_KIND: Final = 1262572116
ALIVE: Final = """
SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = 1262572116 AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class _Shown:
    number: int | None = None


def show() -> int:
    """Hold a number of our own for as long as this thread's connection lives: the main thread of a worker calls it."""
    number = secrets.randbelow(2**31 - 1) + 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_KIND, number])
    _Shown.number = number
    return number


def number() -> int | None:
    """The number of this process; None while it has shown none, as in a test or a command."""
    return _Shown.number


def hide() -> None:
    """Let go of it."""
    if _Shown.number is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_KIND, _Shown.number])
        _Shown.number = None
