"""Who needs the embedded PostgreSQL right now? It starts for the first process and stops with the last.

Every user holds a lease: a file it keeps locked. A crashed user's lock is gone with it, so it never counts. A server
that outlived all its users is simply taken up again by the next one.
"""

import contextlib
import fcntl
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex, token_urlsafe
from urllib.parse import quote

from kartotek.plumbing.embedded_cluster import DATABASE, PORT, ROLE, Cluster
from kartotek.plumbing.embedded_place import SHARED_HOME, CannotStart, Place, find_place, new_home

__all__ = ["CannotStart", "Lease", "acquire", "database", "holders", "make_data_folder"]


@dataclass
class Lease:
    """One user's hold on the server of a data folder."""

    url: str
    _data_dir: Path
    _cluster: Cluster
    _file: Path
    _descriptor: int

    def revive(self) -> None:
        """Start the server again if it died under us; cheap while it lives."""
        if not self._cluster.is_running():
            with _locked(self._data_dir):
                self._cluster.ensure_running()

    def release(self) -> None:
        """Let go; the last one stops the server. Safe to call twice."""
        if self._descriptor < 0:
            return
        with _locked(self._data_dir):
            self._file.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = -1
            if not holders(self._data_dir):
                self._cluster.stop()


@contextlib.contextmanager
def database(data_dir: Path, *, is_durable: bool = True) -> Iterator[str]:
    """Hold the server for the length of a block and yield its URL."""
    lease = acquire(data_dir, is_durable=is_durable)
    try:
        yield lease.url
    finally:
        lease.release()


def acquire(data_dir: Path, *, is_durable: bool = True) -> Lease:
    """Start the server of this data folder, or share the running one. Raises CannotStart with one clear sentence."""
    data_dir = data_dir.expanduser().resolve()
    try:
        make_data_folder(data_dir)
        with _locked(data_dir):
            cluster = _cluster(data_dir, is_durable=is_durable)
            cluster.ensure_running()
            file, descriptor = _take_lease(data_dir)
    except PermissionError as error:
        raise CannotStart(f"The data folder {data_dir} belongs to somebody else: {error.strerror}.") from error
    except OSError as error:
        raise CannotStart(f"The data folder {data_dir} cannot be used: {error.strerror}.") from error
    return Lease(_url(cluster), data_dir, cluster, file, descriptor)


def holders(data_dir: Path) -> int:
    """How many processes hold a lease; leases of the dead are swept away. The caller holds the lock of the folder."""
    living = 0
    for file in (data_dir / "leases").glob("*"):
        with contextlib.suppress(FileNotFoundError), file.open("r+b") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                living += 1
            else:
                file.unlink(missing_ok=True)
    return living


def make_data_folder(data_dir: Path) -> None:
    """Others may pass through a folder that we make (the server's account must), but not look into it."""
    if not data_dir.exists():
        data_dir.mkdir(parents=True)
        data_dir.chmod(0o711)
    (data_dir / "leases").mkdir(mode=0o700, exist_ok=True)


@contextlib.contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    with (data_dir / "postgres.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _take_lease(data_dir: Path) -> tuple[Path, int]:
    file = data_dir / "leases" / f"{os.getpid()}-{token_hex(4)}"
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return file, descriptor


def _cluster(data_dir: Path, *, is_durable: bool) -> Cluster:
    """The cluster that postgres.json describes; the file is written once, before anything else is made."""
    notes = data_dir / "postgres.json"
    is_new = not notes.exists()
    if is_new:
        half = notes.with_suffix(".new")
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        fresh = {"home": new_home(data_dir), "admin_password": token_urlsafe(24), "password": token_urlsafe(24)}
        half.write_text(json.dumps(fresh))
        half.rename(notes)
    noted: dict[str, str] = json.loads(notes.read_text())
    place = find_place(data_dir, noted["home"])
    if is_new:
        _tell(data_dir, place)
    return Cluster(place, noted["admin_password"], noted["password"], is_durable=is_durable)


def _tell(data_dir: Path, place: Place) -> None:
    """One line about what had to be put elsewhere (joint 11), the first time."""
    if SHARED_HOME in place.cluster.parents:
        line = f"{data_dir} is private, so the database is kept in {place.cluster.parent}"
    elif SHARED_HOME in place.programs.parents:
        line = f"the programs of the database are private, so copies of them are run from {place.programs}"
    else:
        return
    print(f"kartotek: {line}", file=sys.stderr)  # noqa: T201 - the commands have no other way to hear of it


def _url(cluster: Cluster) -> str:
    """A libpq URL over the socket; Django and psql both take it."""
    host = quote(str(cluster.place.sockets), safe="")
    return f"postgres://{ROLE}:{quote(cluster.password, safe='')}@{host}:{PORT}/{DATABASE}"
