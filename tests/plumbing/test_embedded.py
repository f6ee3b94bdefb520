"""Does the embedded PostgreSQL start for the first, stop with the last, and survive every way of dying?"""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.database import make_reachable_folder

from kartotek.plumbing import embedded
from kartotek.plumbing.embedded import CannotStart

pytestmark = pytest.mark.process

HOLD = "import sys, pathlib; from kartotek.plumbing import embedded; embedded.acquire(pathlib.Path(sys.argv[1])); "
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to drop to")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = make_reachable_folder()
    yield folder
    shutil.rmtree(folder)


def ask(url: str, query: str) -> object:
    """The first value of a query's answer."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def server_pid(data_dir: Path) -> int:
    """The number of the server's process, as PostgreSQL notes it."""
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def is_stopped(data_dir: Path) -> bool:
    """Whether the server left in order: it takes its note away."""
    return not (data_dir / "postgres" / "postmaster.pid").exists()


def die_holding(data_dir: Path) -> None:
    """Let another process take a lease and be killed with it."""
    kill_itself = "import os; os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", HOLD + kill_itself, str(data_dir)], capture_output=True)
    assert done.returncode == -signal.SIGKILL


def test_server_is_shared_and_stops_with_its_last_user(data_dir: Path) -> None:
    first = embedded.acquire(data_dir)
    second = embedded.acquire(data_dir)
    assert first.url == second.url
    first.release()
    first.release()
    assert ask(second.url, "SELECT 1") == 1
    second.release()
    assert is_stopped(data_dir)


def test_data_and_address_stay_from_one_start_to_the_next(data_dir: Path) -> None:
    with embedded.database(data_dir) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    with embedded.database(data_dir) as again:
        assert (again, ask(again, "SELECT n FROM kept")) == (url, 7)


def test_crashed_user_does_not_keep_the_server_up(data_dir: Path) -> None:
    with embedded.database(data_dir):
        die_holding(data_dir)
        assert len(list((data_dir / "leases").iterdir())) == 2
    assert is_stopped(data_dir)
    assert list((data_dir / "leases").iterdir()) == []


def test_server_that_outlived_its_users_is_taken_up_again(data_dir: Path) -> None:
    die_holding(data_dir)
    pid = server_pid(data_dir)
    with embedded.database(data_dir) as url:
        assert ask(url, "SELECT 1") == 1
        assert server_pid(data_dir) == pid
    assert is_stopped(data_dir)


def test_note_of_a_dead_server_whose_number_is_taken_is_no_obstacle(data_dir: Path) -> None:
    with embedded.database(data_dir):
        note = (data_dir / "postgres" / "postmaster.pid").read_text()
    stranger = "\n".join([str(os.getpid()), *note.splitlines()[1:]])
    (data_dir / "postgres" / "postmaster.pid").write_text(stranger)
    with embedded.database(data_dir) as url:
        assert ask(url, "SELECT 1") == 1


def test_server_that_dies_under_us_is_revived(data_dir: Path) -> None:
    lease = embedded.acquire(data_dir)
    os.kill(server_pid(data_dir), signal.SIGKILL)
    while True:
        try:
            ask(lease.url, "SELECT 1")
        except psycopg.OperationalError:
            break
    lease.revive()
    assert ask(lease.url, "SELECT 1") == 1
    lease.release()
    assert is_stopped(data_dir)


def test_data_of_another_major_version_is_refused_with_a_way_out(data_dir: Path) -> None:
    with embedded.database(data_dir):
        pass
    (data_dir / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(CannotStart) as refusal:
        embedded.acquire(data_dir)
    assert str(refusal.value) == (
        f"The data in {data_dir / 'postgres'} was made by PostgreSQL 16, and this Kartotek brings PostgreSQL 18: "
        "take a dump with the Kartotek that made it, move the data folder away, and load the dump into the new one "
        "(docs/operate/embedded-postgres.md has the commands)."
    )


def test_application_is_no_superuser_and_finds_what_it_needs(data_dir: Path) -> None:
    with embedded.database(data_dir) as url:
        assert ask(url, "SELECT rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = user") is False
        assert ask(url, "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension") == (
            "btree_gist pg_trgm plpgsql unaccent"
        )
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SELECT datctype FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
        assert ask(url, "SHOW listen_addresses") == ""


def test_only_the_owner_reaches_socket_data_and_passwords(data_dir: Path) -> None:
    with embedded.database(data_dir):
        modes = {name: stat.S_IMODE((data_dir / name).stat().st_mode) for name in ("sockets", "postgres", "leases")}
        assert modes == {"sockets": 0o700, "postgres": 0o700, "leases": 0o700}
        assert stat.S_IMODE((data_dir / "postgres.json").stat().st_mode) == 0o600


def test_wrong_password_is_refused(data_dir: Path) -> None:
    with embedded.database(data_dir) as url:
        password = json.loads((data_dir / "postgres.json").read_text())["password"]
        with pytest.raises(psycopg.OperationalError):
            ask(url.replace(password, "guess"), "SELECT 1")


def test_data_folder_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart) as refusal:
        embedded.acquire(tmp_path / "file" / "data")
    assert str(refusal.value) == f"The data folder {tmp_path / 'file' / 'data'} cannot be used: Not a directory."


def test_very_long_path_gets_a_short_socket_folder(data_dir: Path) -> None:
    deep = data_dir / ("d" * 100)
    with embedded.database(deep) as url:
        assert ask(url, "SELECT 1") == 1


@as_root
def test_private_folder_stays_private_and_the_database_lives_elsewhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o700)
    with embedded.database(tmp_path / "data") as url:
        assert ask(url, "SELECT 1") == 1
    home = Path(json.loads((tmp_path / "data" / "postgres.json").read_text())["home"])
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert home.parent == Path("/var/lib/kartotek")
    expected = f"kartotek: {tmp_path / 'data'} is private, so the database is kept in {home}\n"
    assert [line for line in capfd.readouterr().err.splitlines(keepends=True) if "is kept" in line] == [expected]
    shutil.rmtree(home)


@as_root
def test_planted_socket_folder_is_refused(data_dir: Path) -> None:
    (data_dir / "sockets").mkdir()
    os.chown(data_dir / "sockets", 65534, 65534)
    with pytest.raises(CannotStart) as refusal:
        embedded.acquire(data_dir)
    assert str(refusal.value) == f"The folder {data_dir / 'sockets'} belongs to somebody else; remove it."
