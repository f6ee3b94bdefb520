"""What must stand before a command may run: data folder, clock, secret, database, Django.

Everything is told to the settings through the environment, so that children and Django see the same installation.
"""

import argparse
import contextlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import django
import psycopg

from kartotek.kernel import clock
from kartotek.plumbing import embedded
from kartotek.plumbing.embedded import CannotStart, Lease

OLDEST_POSTGRES = 150000


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """The option that every command has."""
    default = os.environ.get("KARTOTEK_DATA_DIR", "data")
    parser.add_argument(
        "--data-dir", type=Path, default=Path(default), help="where files and the embedded database live"
    )


@contextlib.contextmanager
def installation(data_dir: Path, *, connections: int = 2) -> Iterator[Lease | None]:
    """Prepare everything and hold the embedded database, if it is used, for the length of the block.

    `connections` is the size of this process's pool (joint 12). Raises CannotStart with one sentence.
    """
    folder = data_dir.expanduser().resolve()
    os.environ["KARTOTEK_DATA_DIR"] = str(folder)
    os.environ["KARTOTEK_POOL_SIZE"] = str(connections)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartotek.config.settings")
    check_clock()
    _ensure_secret(folder)
    url = os.environ.get("KARTOTEK_DATABASE_URL")
    lease = None if url else embedded.acquire(folder)
    if lease:
        os.environ["KARTOTEK_DATABASE_URL"] = lease.url
    try:
        check_database(os.environ["KARTOTEK_DATABASE_URL"])
        django.setup()
        yield lease
    finally:
        if lease:
            del os.environ["KARTOTEK_DATABASE_URL"]
            lease.release()


def check_clock() -> None:
    """Refuse a clock that is not for this installation, and note when it was set: our processes must agree (S57)."""
    wanted = os.environ.get("KARTOTEK_CLOCK")
    if not wanted:
        return
    if os.environ.get("KARTOTEK_DEMO") != "1":
        raise CannotStart("KARTOTEK_CLOCK is for demo and test installations only: set KARTOTEK_DEMO=1 or unset it.")
    try:
        is_aware = datetime.fromisoformat(wanted).tzinfo is not None
    except ValueError:
        is_aware = False
    if not is_aware:
        raise CannotStart(f"KARTOTEK_CLOCK is not an instant with an offset, like 2026-12-01T09:00:00Z: {wanted}")
    os.environ.setdefault("KARTOTEK_CLOCK_SET_AT", clock.now().isoformat())


def check_database(url: str) -> None:
    """Refuse a database that is out of reach or too old."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), "no answer")
        raise CannotStart(f"The database cannot be reached: {reason}") from error
    if version < OLDEST_POSTGRES:
        raise CannotStart(f"The database is PostgreSQL {version // 10000}; Kartotek needs 15 or newer.")


def _ensure_secret(folder: Path) -> None:
    """A key of this installation's own, kept in the data folder, unless the environment brings one."""
    if os.environ.get("KARTOTEK_SECRET_KEY"):
        return
    file = folder / "secret-key"
    try:
        embedded.make_data_folder(folder)
        with contextlib.suppress(FileExistsError):
            half = folder / f".secret-key-{os.getpid()}"
            half.touch(mode=0o600)
            half.write_text(secrets.token_urlsafe(48))
            try:
                os.link(half, file)  # whole or not at all, and never over another's
            finally:
                half.unlink()
        os.environ["KARTOTEK_SECRET_KEY"] = file.read_text().strip()
    except OSError as error:
        raise CannotStart(f"The data folder {folder} cannot be used: {error.strerror}.") from error
