"""Who starts the embedded database again if it dies while we serve? A thread that looks every two seconds."""

import contextlib
import threading
from collections.abc import Iterator

from kartotek.plumbing.embedded import CannotStart, Lease

SECONDS_BETWEEN_LOOKS = 2.0


@contextlib.contextmanager
def keeping(lease: Lease | None) -> Iterator[None]:
    """Keep the server of this lease up for the length of the block; without a lease there is nothing to keep."""
    if lease is None:
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_keep, args=(lease, done), name="database-keeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _keep(lease: Lease, done: threading.Event) -> None:
    while not done.wait(SECONDS_BETWEEN_LOOKS):
        with contextlib.suppress(CannotStart, OSError):  # next look, next try
            lease.revive()
