"""Run a complete demo: sample business, server and worker; the data folder keeps it.

Started again on the same folder it goes on with what is there.
"""

import argparse
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command

from kartotek.cli import preflight, serve
from kartotek.cli.installation import add_data_dir, installation
from kartotek.cli.keeper import keeping
from kartotek.plumbing.embedded import CannotStart
from kartotek.plumbing.processes import be_parent

SLUG = "demo"
SECONDS_TO_ANSWER = 60
SECONDS_TO_END = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and how much sample data to make."""
    add_data_dir(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=serve.default_workers(), help="server processes (default: %(default)s)"
    )
    parser.add_argument("--customers", type=int, default=2000, help="sample customers (default: %(default)s)")
    parser.add_argument("--years", type=int, default=2, help="years of history (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Prepare, start server and worker, say how to get in, and stay until told to end or a part gives up."""
    os.environ["KARTOTEK_DEMO"] = "1"
    os.environ.setdefault("KARTOTEK_BASE_URL", f"http://localhost:{options.port}")
    preflight.check_port(options.host, options.port)
    external = os.environ.get("KARTOTEK_DATABASE_URL")
    with installation(options.data_dir) as lease, keeping(lease):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        _fill(options.customers, options.years)
        preflight.let_go_of_database()
        with _children(options, external) as children:
            _wait_until_answering(children["server"], options.port)
            _introduce(options.port)
            return _watch(children)


def _fill(customers: int, years: int) -> None:
    from kartotek.cli import sample  # Django must be set up before it can be imported

    sample.fill(slug=SLUG, customers=customers, years=years)


@contextmanager
def _children(options: argparse.Namespace, external: str | None) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Server and worker; each holds the database for itself, and both end with us."""
    be_parent()
    environment = dict(os.environ)
    environment.pop("KARTOTEK_DATABASE_URL", None)
    if external:
        environment["KARTOTEK_DATABASE_URL"] = external
    where = ["--host", options.host, "--port", str(options.port), "--workers", str(options.workers)]
    commands = {"server": ["serve", *where], "worker": ["worker"]}
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            children[name] = subprocess.Popen(  # noqa: S603 - our own program with our own words
                [sys.executable, "-m", "kartotek.cli.main", *command, "--data-dir", str(options.data_dir)],
                env=environment,
                start_new_session=True,  # a Ctrl-C in the terminal reaches us alone; we end them in order
            )
        yield children
    finally:
        _end(children)


def _end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_answering(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CannotStart("The server did not start.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CannotStart(f"The server did not answer within {SECONDS_TO_ANSWER} seconds.")


def _introduce(port: int) -> None:
    from kartotek.cli import sample  # Django must be set up before it can be imported

    site = os.environ["KARTOTEK_BASE_URL"].rstrip("/") or f"http://localhost:{port}"
    print(f"\nKartotek is running.\n\n  Booking site  {site}/{SLUG}/\n  Desk          {site}/desk/{SLUG}/")
    print(f"  API           {site}/api/v1/docs\n\nSign in at the desk with the password {sample.PASSWORD} as")
    for role, email in sample.ACCOUNTS:
        print(f"  {email:<32} {role}")
    print("\nCtrl-C ends it.", flush=True)


def _watch(children: dict[str, subprocess.Popen[bytes]]) -> int:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotStart(f"The {name} ended with exit code {child.returncode}, so the demo ends too.")
        time.sleep(0.5)
