"""Do server, worker and demo start, refuse with one line, and end cleanly?"""

import os
import signal
import socket
import time
from pathlib import Path

import psycopg
import pytest
from tests.cli.conftest import Kartotek, fetch, free_port

pytestmark = pytest.mark.process


def refusal(kartotek: Kartotek, *arguments: str) -> str:
    """What a command that cannot start says: one line, nothing else, and a failure."""
    done = kartotek.run(*arguments)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (1, "", 1), done
    return lines[0].removeprefix("kartotek: ")


def is_database_stopped(kartotek: Kartotek) -> bool:
    """Whether the embedded server left in order."""
    return not (kartotek.data_dir / "postgres" / "postmaster.pid").exists()


def test_port_that_is_taken_is_refused(kartotek_on_server: Kartotek) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for command in ("serve", "demo"):
            said = refusal(kartotek_on_server, command, "--port", str(port))
            assert said == f"Port {port} on 127.0.0.1 cannot be used: Address already in use."


def test_database_out_of_reach_is_refused(kartotek: Kartotek) -> None:
    port = free_port()
    kartotek.environment["KARTOTEK_DATABASE_URL"] = f"postgres://kartotek@127.0.0.1:{port}/kartotek"
    for command in ("serve", "worker", "demo"):
        arguments = () if command == "worker" else ("--port", str(free_port()))
        said = refusal(kartotek, command, *arguments)
        assert said.startswith("The database cannot be reached: ")
        assert said.endswith("Connection refused")


def test_missing_migration_is_refused(kartotek: Kartotek, empty_database_url: str) -> None:
    kartotek.environment["KARTOTEK_DATABASE_URL"] = empty_database_url
    for command in ("serve", "worker"):
        said = refusal(kartotek, command, *(("--port", str(free_port())) if command == "serve" else ()))
        assert said.startswith("The database lacks ")
        assert said.endswith(": run `kartotek migrate`.")


def test_more_connections_than_the_database_gives_are_refused(kartotek_on_server: Kartotek) -> None:
    said = refusal(kartotek_on_server, "serve", "--port", str(free_port()), "--workers", "100")
    assert said.startswith("This would use up to 900 database connections and leave 5 spare, but the database allows ")


@pytest.mark.parametrize(
    ("clock", "demo", "said"),
    [
        ("2026-12-01T09:00:00Z", "", "KARTOTEK_CLOCK is for demo and test installations only: set KARTOTEK_DEMO=1 or"),
        ("yesterday", "1", "KARTOTEK_CLOCK is not an instant with an offset, like 2026-12-01T09:00:00Z: yesterday"),
        ("2026-12-01T09:00:00", "1", "KARTOTEK_CLOCK is not an instant with an offset, like 2026-12-01T09:00:00Z:"),
    ],
)
def test_clock_is_refused_unless_it_is_one_of_a_demo(kartotek: Kartotek, clock: str, demo: str, said: str) -> None:
    kartotek.environment |= {"KARTOTEK_CLOCK": clock, "KARTOTEK_DEMO": demo}
    assert refusal(kartotek, "worker").startswith(said)


def test_server_and_worker_share_the_database_and_the_last_one_stops_it(kartotek: Kartotek) -> None:
    port = free_port()
    assert kartotek.run("migrate").returncode == 0
    server = kartotek.start("serve", "--port", str(port), "--workers", "1")
    kartotek.wait_for(port, "/healthz")
    assert fetch(port, "/readyz") == 503
    worker = kartotek.start("worker")
    kartotek.wait_for(port, "/readyz")
    with psycopg.connect(kartotek.run("database-url").stdout.strip()) as connection:
        assert connection.execute("SELECT name FROM plumbing_heartbeat WHERE name = 'worker'").fetchall() == [
            ("worker",)
        ]
    server.send_signal(signal.SIGINT)
    assert (*server.communicate(timeout=60), server.returncode) == ("", "", 0)
    assert not is_database_stopped(kartotek)
    worker.send_signal(signal.SIGTERM)
    assert (*worker.communicate(timeout=60), worker.returncode) == ("", "", 0)
    assert is_database_stopped(kartotek)


def test_killed_server_leaves_nobody_on_its_port(kartotek_on_server: Kartotek) -> None:
    port = free_port()
    server = kartotek_on_server.start("serve", "--port", str(port), "--workers", "2")
    kartotek_on_server.wait_for(port, "/healthz")
    server.kill()
    server.communicate(timeout=30)  # returns when the last of its children has let go of the pipe
    assert fetch(port, "/healthz") == 0
    kartotek_on_server.started.clear()
    again = kartotek_on_server.start("serve", "--port", str(port), "--workers", "1")
    kartotek_on_server.wait_for(port, "/healthz")
    again.terminate()
    assert again.wait(timeout=60) == 0


def test_server_survives_a_database_that_dies_and_comes_back(kartotek: Kartotek) -> None:
    port = free_port()
    assert kartotek.run("migrate").returncode == 0
    server = kartotek.start("serve", "--port", str(port), "--workers", "1")
    kartotek.wait_for(port, "/healthz")
    note = kartotek.data_dir / "postgres" / "postmaster.pid"
    killed = note.read_text().split()[0]
    os.kill(int(killed), signal.SIGKILL)
    deadline = time.monotonic() + 30
    while not note.exists() or note.read_text().split()[:1] in ([], [killed]):
        assert time.monotonic() < deadline, "nobody started the database again"
        time.sleep(0.1)
    kartotek.wait_for(port, "/healthz")
    server.terminate()
    assert server.wait(timeout=60) == 0


def test_demo_fills_a_business_serves_it_and_keeps_it(kartotek: Kartotek) -> None:
    port = free_port()
    arguments = ("demo", "--port", str(port), "--workers", "1", "--customers", "40", "--years", "1")
    for _run in range(2):
        demo = kartotek.start(*arguments)
        kartotek.wait_for(port, "/readyz")
        assert fetch(port, "/demo/") == 200
        assert fetch(port, "/api/v1/public/demo/services") == 200
        demo.send_signal(signal.SIGTERM)
        out, _progress = demo.communicate(timeout=60)
        assert (demo.returncode, f"http://localhost:{port}/desk/demo/" in out) == (0, True)
        kartotek.started.clear()
    assert is_database_stopped(kartotek)


def test_secret_is_made_once_and_is_private(kartotek_on_server: Kartotek) -> None:
    secret = kartotek_on_server.data_dir / "secret-key"
    kartotek_on_server.run("migrate")
    first = secret.read_text()
    kartotek_on_server.run("migrate")
    assert (secret.read_text(), oct(secret.stat().st_mode & 0o777)) == (first, "0o600")


def test_token_and_nothing_else_is_printed(kartotek_on_server: Kartotek) -> None:
    words = ["--name", "Klinik", "--timezone", "Europe/Copenhagen"]
    words += [
        "--name",
        "Klinik",
        "--timezone",
        "Europe/Copenhagen",
        "--country",
        "DK",
        "--currency",
        "DKK",
        "--language",
        "da",
    ]
    for _run in range(2):
        made = kartotek_on_server.run("business", "klinik", *words)
        assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    token = kartotek_on_server.run("token", "--business", "klinik", "--role", "inspector", "--area", "Nord")
    assert (token.returncode, token.stderr, len(token.stdout.split())) == (0, "", 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--business", "nowhere", "--role", "owner"), "There is no business nowhere."),
        (
            ("--business", "nowhere", "--role", "boss"),
            "There is no role boss: owner, administrator, inspector, receptionist, practitioner.",
        ),
    ],
)
def test_token_for_nobody_is_refused(kartotek_on_server: Kartotek, arguments: tuple[str, ...], said: str) -> None:
    assert refusal(kartotek_on_server, "token", *arguments) == said


def test_help_names_every_command(tmp_path: Path) -> None:
    shown = Kartotek(tmp_path).run("--help").stdout
    commands = ("demo", "serve", "worker", "migrate", "business", "token", "database-url")
    assert [name for name in commands if f"    {name} " not in shown and f"    {name}\n" not in shown] == []
