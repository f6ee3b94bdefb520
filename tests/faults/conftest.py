"""How does a test run the product, fill it, and ask it for things while something goes wrong?"""

import http.client
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from tests.cli.conftest import Kartotek, free_port, kartotek

__all__ = ["kartotek"]

SLUG = "demo"
FILL = (
    "import os, pathlib; from kartotek.cli.installation import installation\n"
    "with installation(pathlib.Path(os.environ['KARTOTEK_DATA_DIR'])):\n"
    "    from kartotek.cli import sample\n"
    f"    sample.fill(slug='{SLUG}', customers=60, years=0)\n"
)


@dataclass(frozen=True)
class Answer:
    """A status, 0 when the connection broke, and what came as JSON."""

    status: int
    body: dict[str, object]


@dataclass
class Site:
    """A running server with the sample clinic."""

    kartotek: Kartotek
    port: int
    server: subprocess.Popen[str]

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """One request; a broken connection is an answer too."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            data = None if body is None else json.dumps(body)
            connection.request(method, path, data, {"Content-Type": "application/json", **named})
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            return Answer(0, {})
        finally:
            connection.close()
        is_json = "json" in (answer.headers["Content-Type"] or "")
        found = json.loads(text) if is_json and text else {}
        return Answer(answer.status, found if isinstance(found, dict) else {"list": found})

    def restart(self) -> None:
        """Serve again after the server was killed."""
        self.kartotek.started.remove(self.server)
        self.server.communicate()
        self.server = serve(self.kartotek, self.port)

    def database_url(self) -> str:
        """Where the rows are."""
        return self.kartotek.run("database-url").stdout.strip()

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database itself."""
        with psycopg.connect(self.database_url()) as connection:
            return connection.execute(question.encode()).fetchall()

    def token(self) -> str:
        """A token of the owner."""
        return self.kartotek.run("token", "--business", SLUG, "--role", "owner").stdout.strip()


def serve(command: Kartotek, port: int) -> subprocess.Popen[str]:
    """Start the server and wait until it answers."""
    process = command.start("serve", "--port", str(port), "--workers", "2")
    command.wait_for(port, "/healthz")
    return process


@pytest.fixture
def site(kartotek: Kartotek) -> Site:
    """The sample clinic, served on a free port from an embedded database of its own."""
    kartotek.environment |= {"KARTOTEK_DEMO": "1", "KARTOTEK_RATE_LIMITS": "off"}
    made = kartotek.run("migrate")
    assert made.returncode == 0, made.stderr
    environment = {**os.environ, **kartotek.environment, "KARTOTEK_DATA_DIR": str(kartotek.data_dir)}
    environment.pop("KARTOTEK_DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)
    port = free_port()
    return Site(kartotek, port, serve(kartotek, port))


def kill_at_once(process: subprocess.Popen[str]) -> None:
    """SIGKILL for the server and all its workers, as the kernel does when memory runs out."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)


@dataclass
class Bookings:
    """Requests to book, each for another free time and another person, with an idempotency key of its own."""

    site: Site
    bodies: Iterator[dict[str, object]] = field(default_factory=lambda: iter(()))
    answers: list[tuple[str, dict[str, object], Answer]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Look up the free times once."""
        self.bodies = iter(list_bookings(self.site))

    def send_one(self) -> None:
        """Send the next one and note what came of it."""
        with self._lock:
            number = len(self.answers)
            body = next(self.bodies)
            self.answers.append((f"key-{number}", body, Answer(0, {})))
        self.repeat(number)

    def repeat(self, number: int) -> Answer:
        """Send it once more with the same key."""
        key, body, _ = self.answers[number]
        answer = self.site.ask("POST", f"/api/v1/public/{SLUG}/bookings", body, Idempotency_Key=key)
        self.answers[number] = (key, body, answer)
        return answer


def list_bookings(site: Site) -> list[dict[str, object]]:
    """A body for each start that does not touch another one, employee by employee."""
    service, duration = site.rows("SELECT id, duration_minutes FROM catalog_service WHERE name = 'Haircut, short'")[0]
    first = datetime.now(UTC).date() + timedelta(days=2)  # house: real time, the server follows it too
    path = f"/api/v1/public/{SLUG}/availability?service={service}&from={first}&to={first + timedelta(days=55)}"
    days = site.ask("GET", path).body["days"]
    assert isinstance(days, list)
    free_from: dict[str, datetime] = {}
    found: list[dict[str, object]] = []
    for slot in itertools.chain.from_iterable(day["slots"] for day in days):
        starts_at = datetime.fromisoformat(slot["starts_at"])
        for employee in slot["employees"]:
            if starts_at < free_from.get(employee, starts_at):
                continue
            free_from[employee] = starts_at + timedelta(minutes=int(str(duration)))
            found.append(_booking(service, employee, slot["starts_at"], len(found)))
    return found


def _booking(service: object, employee: object, starts_at: str, number: int) -> dict[str, object]:
    return {
        "service": str(service),
        "employee": employee,
        "starts_at": starts_at,
        "customer": {
            "first_name": "Fault",
            "last_name": f"Number {number}",
            "email": f"fault{number}@example.com",
            "phone": f"+45205600{number:02}" if number < 100 else f"+452057{number:04}",
        },
    }


def under_load(work: Callable[[], object], threads: int, until: threading.Event) -> list[threading.Thread]:
    """Repeat the work in so many threads until told to stop."""

    def repeat() -> None:
        while not until.is_set():
            work()

    started = [threading.Thread(target=repeat, daemon=True) for _ in range(threads)]
    for thread in started:
        thread.start()
    return started


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something that must come about by itself."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.2)
