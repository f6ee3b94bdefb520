"""How is one PostgreSQL cluster made, started, found running and stopped?

Callers hold the lock of the data folder (see embedded.py): nothing here guards against a second process.
"""

import contextlib
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from kartotek.plumbing.embedded_place import CannotStart, Place

ADMIN = "postgres"
ROLE = "kartotek"
DATABASE = "kartotek"
PORT = 5432
MAX_CONNECTIONS = 200
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
START_SECONDS = 300  # a crash under load may need a long recovery

SETTINGS = f"""\
listen_addresses = ''
port = {PORT}
unix_socket_permissions = 0700
max_connections = {MAX_CONNECTIONS}
shared_buffers = '256MB'
work_mem = '16MB'
maintenance_work_mem = '256MB'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_filename = 'postgres-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
"""
# For tests only: a power cut may lose everything, and nothing waits for the disk.
THROWAWAY = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"


@dataclass(frozen=True)
class Cluster:
    """One cluster with its two passwords; `is_durable` is false for tests, which may lose it in a power cut."""

    place: Place
    admin_password: str
    password: str
    is_durable: bool = True

    @property
    def folder(self) -> Path:
        """PGDATA."""
        return self.place.cluster

    def ensure_running(self) -> None:
        """Make, start or take up the server, whatever state it was left in."""
        self._check_version()
        if not self.is_running():
            if not (self.folder / "PG_VERSION").exists():
                self._initialise()
            self._start()
        if not (self.folder / "kartotek.ready").exists():
            self._set_up()

    def is_running(self) -> bool:
        """Whether the process that postmaster.pid names lives and is our server, not a stranger with its number."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
            return str(self.folder) in _command_line(pid)
        return False

    def stop(self) -> None:
        """Stop in the orderly way; a server that does not obey in a minute is left to its fate, not to ours."""
        if self.is_running():
            self.place.run("pg_ctl", "stop", "-D", str(self.folder), "-m", "fast", "-w", "-t", "60")

    def _check_version(self) -> None:
        mine = self.place.run("postgres", "--version").stdout.split()
        if not mine:
            raise CannotStart(f"The database program in {self.place.programs} does not run on this machine.")
        major = mine[-1].split(".")[0]
        with contextlib.suppress(FileNotFoundError):
            theirs = (self.folder / "PG_VERSION").read_text().strip()
            if theirs != major:
                raise CannotStart(
                    f"The data in {self.folder} was made by PostgreSQL {theirs}, and this Kartotek brings "
                    f"PostgreSQL {major}: take a dump with the Kartotek that made it, move the data folder away, "
                    "and load the dump into the new one (docs/operate/embedded-postgres.md has the commands)."
                )

    def _initialise(self) -> None:
        """initdb into a folder beside, then one rename: an interrupted start leaves nothing half made."""
        half = self.folder.with_name("postgres.new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        self.place.own(half, 0o700)
        secret = self.place.sockets / "initdb"
        secret.touch(mode=0o600)
        self.place.own(secret, 0o600)
        secret.write_text(self.admin_password)
        try:
            made = self.place.run(
                "initdb",
                f"--pgdata={half}",
                f"--username={ADMIN}",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
            )
        finally:
            secret.unlink()
        if made.returncode:
            raise CannotStart(f"The database could not be made in {self.folder}: {_last_line(made)}")
        with (half / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude 'kartotek.conf'\n")
        half.rename(self.folder)

    def _start(self) -> None:
        for name in (self.folder / "postmaster.pid", self.place.sockets / f".s.PGSQL.{PORT}.lock"):
            name.unlink(missing_ok=True)  # left by a crash: the number may be somebody else's by now
        settings = self.folder / "kartotek.conf"
        quoted = str(self.place.sockets).replace("'", "''")
        settings.write_text(
            SETTINGS + f"unix_socket_directories = '{quoted}'\n" + ("" if self.is_durable else THROWAWAY)
        )
        self.place.own(settings, 0o600)
        log = self.folder / "start.log"
        options = ("-D", str(self.folder), "-l", str(log), "-w", "-t", str(START_SECONDS), "-s")
        for _attempt in range(20):
            started = self.place.run("pg_ctl", "start", *options)
            if started.returncode == 0:
                return
            if "shared memory block" not in log.read_text():
                break
            log.unlink()
            time.sleep(0.5)  # children of a killed server are still leaving
        raise CannotStart(f"The database in {self.folder} does not start; its reasons stand in {log}.")

    def _set_up(self) -> None:
        """The role and the database of the application; safe to repeat after an interruption."""
        with self._admin("template1") as connection:
            for name in EXTENSIONS:
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        with self._admin(ADMIN) as connection:
            verb = "ALTER" if _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE) else "CREATE"
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                    sql.SQL(verb), sql.Identifier(ROLE), sql.Literal(self.password)
                )
            )
            if not _has(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                names = (sql.Identifier(DATABASE), sql.Identifier(ROLE))
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
        (self.folder / "kartotek.ready").touch()

    def _admin(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.place.sockets),
            port=PORT,
            user=ADMIN,
            password=self.admin_password,
            dbname=database,
            autocommit=True,
        )


def _has(connection: psycopg.Connection[tuple[object, ...]], query: str, value: str) -> bool:
    return connection.execute(query.encode(), [value]).fetchone() is not None


def _command_line(pid: int) -> str:
    if Path("/proc/self").exists():
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    command = ["ps", "-p", str(pid), "-o", "args="]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed words


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    return ((done.stderr or done.stdout).strip().splitlines() or [os.strerror(0)])[-1]
