"""How is the product started for the bench, signed in to, and weighed? As `kartotek serve` runs it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench.wire import Line, Reply, request

SECONDS_TO_ANSWER = 60
PROCESSES = 2


@dataclass(frozen=True)
class Product:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def ask(self, data: bytes) -> Reply:
        """One request on a connection of its own."""
        with Line(self.port) as line:
            return line.ask(data)

    def memory_mb(self) -> list[float]:
        """Resident memory of each process that answers requests."""
        return sorted(round(_resident_kb(pid) / 1024, 1) for pid in _children(self.process.pid))


@contextmanager
def served() -> Iterator[Product]:
    """Run `kartotek serve` on a free port against the database of KARTOTEK_DATABASE_URL."""
    port = free_port()
    process = started("serve", "--port", str(port), "--workers", str(PROCESSES))
    try:
        _wait_until_answering(process, port)
        yield Product(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """A command of the product that stays, in our environment."""
    command = [sys.executable, "-m", "kartotek.cli.main", *arguments]
    return subprocess.Popen(command, env=os.environ.copy())  # noqa: S603 - our own program with our own words


def make_token(slug: str) -> str:
    """A token of the owner, made by the command."""
    return said_by(sys.executable, "-m", "kartotek.cli.main", "token", "--business", slug, "--role", "owner").strip()


def said_by(*command: str) -> str:
    """What a program prints, once it has ended well."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - programs of this folder
    return done.stdout


def sign_in(product: Product, email: str, password: str) -> str:
    """The Cookie header of a signed-in member of staff."""
    with Line(product.port) as line:
        page = line.ask(request("GET", "/accounts/login/"))
        cookie = page.headers["set-cookie"].split(";", 1)[0]
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        token = found[1].decode() if found else ""
        form = urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password}).encode()
        headers = {"Cookie": cookie, "Referer": f"http://localhost:{product.port}/accounts/login/"}
        data = request("POST", "/accounts/login/", headers=headers, body=form)
        reply = line.ask(data.replace(b"application/json", b"application/x-www-form-urlencoded"))
    session = re.search(r"kartotek_session=[^;]+", " ".join(reply.headers.values()))
    if reply.status != 302 or session is None:
        raise SystemExit(f"bench: signing in answered {reply.status}")
    return session[0]


def remove_data(folder: Path) -> None:
    """Remove a data folder, and the cluster that was kept elsewhere because the folder is private."""
    notes = folder / "postgres.json"
    home = json.loads(notes.read_text())["home"] if notes.exists() else "."
    if home != ".":
        shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_answering(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("bench: the server did not start")
        try:
            with Line(port) as line:
                if line.ask(request("GET", "/healthz")).status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("bench: the server does not answer")


def _children(pid: int) -> list[int]:
    """Processes whose parent is this one, without helpers that hold no interpreter of ours."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return [child for child in found if _resident_kb(child) > 30_000]


def _resident_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) if found else 0
