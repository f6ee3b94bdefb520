"""Which PostgreSQL do the tests use? That of KARTOTEK_DATABASE_URL, else an embedded one made for the session.

The processes of pytest-xdist share it, as the processes of an installation do; the last one stops it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
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


@pytest.fixture
def empty_database_url(server_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own without any table, for tests that start the product as a process."""
    name = f"process_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**8}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield make_conninfo(server_url, dbname=name)
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
