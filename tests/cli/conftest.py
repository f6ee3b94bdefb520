"""How does a test run the product as a process of its own?"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.database import make_reachable_folder

PATIENCE = 90.0


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str) -> int:
    """The status of an answer; 0 while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@dataclass
class Kartotek:
    """The command, with a data folder and an environment of its own."""

    data_dir: Path
    environment: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self._command(arguments), env=self._environment(), capture_output=True, text=True, timeout=PATIENCE
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command that stays."""
        process = subprocess.Popen(
            self._command(arguments), env=self._environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.started.append(process)
        return process

    def wait_for(self, port: int, path: str, status: int = 200) -> None:
        """Wait until the site answers like this; fails with what the processes said when one of them ended."""
        deadline = time.monotonic() + PATIENCE
        while (found := fetch(port, path)) != status:
            ended = [process for process in self.started if process.poll() is not None]
            assert not ended, ended[0].communicate()
            assert time.monotonic() < deadline, f"{path} still answers {found}"
            time.sleep(0.1)

    def end(self) -> None:
        """Kill what a failed test left."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):  # a grandchild may hold the pipe
                process.communicate(timeout=10)

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "kartotek.cli.main", *arguments]

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KARTOTEK_", "COV_"))}
        return {**inherited, "KARTOTEK_DATA_DIR": str(self.data_dir), **self.environment}


@pytest.fixture
def kartotek() -> Iterator[Kartotek]:
    """The command on an empty data folder, with an embedded database."""
    folder = make_reachable_folder()
    command = Kartotek(folder)
    yield command
    command.end()
    shutil.rmtree(folder)


@pytest.fixture
def kartotek_on_server(kartotek: Kartotek, migrated_database_url: str) -> Kartotek:
    """The command on a database of the session's server, with all tables: starts faster."""
    kartotek.environment["KARTOTEK_DATABASE_URL"] = migrated_database_url
    return kartotek
