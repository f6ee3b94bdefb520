"""Which PostgreSQL do the tests use? That of KARTOTEK_DATABASE_URL, else an embedded one made for the session.

The processes of pytest-xdist share it, as the processes of an installation do; the last one stops it.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kartotek.plumbing import embedded

SESSION_FOLDER = "KARTOTEK_TEST_DATA_DIR"


def make_reachable_folder() -> Path:
    """A temporary folder of ours through which the server's own account may pass; pytest's are private."""
    folder = Path(tempfile.mkdtemp(prefix="kartotek-test-"))
    folder.chmod(0o711)
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """The first process names the folder; those of xdist inherit the name."""
    if SESSION_FOLDER not in os.environ:
        folder = make_reachable_folder()
        os.environ[SESSION_FOLDER] = str(folder)
        config.add_cleanup(lambda: shutil.rmtree(folder))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of the server of this session, held until its end."""
    url = os.environ.get("KARTOTEK_DATABASE_URL")
    if url:
        yield url
        return
    with embedded.database(Path(os.environ[SESSION_FOLDER]), is_durable=False) as url:
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, server_url: str) -> None:
    """Point Django at the server before its test database is made."""
    parts = conninfo_to_dict(server_url)
    connections["default"].settings_dict.update(
        {
            "HOST": str(parts.get("host", "")),
            "PORT": str(parts.get("port", "")),
            "USER": str(parts.get("user", "")),
            "PASSWORD": str(parts.get("password") or ""),
        }
    )


@contextmanager
def fresh_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """A database of its own, for tests that start the product as a process."""
    name = f"process_{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    try:
        yield make_conninfo(server_url, dbname=name)
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def empty_database_url(server_url: str) -> Iterator[str]:
    """A database without any table."""
    with fresh_database(server_url) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_template(server_url: str) -> Iterator[str]:
    """The name of a database with all tables, to be copied."""
    with fresh_database(server_url) as url, tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KARTOTEK_DATABASE_URL": url, "KARTOTEK_DATA_DIR": folder}
        subprocess.run(
            [sys.executable, "-m", "kartotek.cli.main", "migrate"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield str(conninfo_to_dict(url)["dbname"])


@pytest.fixture
def migrated_database_url(server_url: str, migrated_template: str) -> Iterator[str]:
    """A database with all tables and no row."""
    with fresh_database(server_url, migrated_template) as url:
        yield url


@pytest.fixture(autouse=True)
def _no_job_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with real transactions leave their jobs behind: those tables are not Django's own to empty."""
    marker = request.node.get_closest_marker("django_db")
    is_real = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    blocker = request.getfixturevalue("django_db_blocker") if is_real else None
    yield
    if blocker is not None:
        with blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
