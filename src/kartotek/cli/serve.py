"""Serve pages and API over HTTP."""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kartotek.cli import preflight
from kartotek.cli.installation import add_data_dir, installation
from kartotek.cli.keeper import keeping
from kartotek.plumbing.processes import be_parent, end_with_parent

# Requests a worker process works on at once; Python runs one at a time, the others wait for the database.
BLOCKING_THREADS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, with how many processes."""
    add_data_dir(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for all (default: %(default)s)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes (default: %(default)s)")


def default_workers() -> int:
    """One process a core, and no more than eight."""
    return min(os.cpu_count() or 1, 8)


def run(options: argparse.Namespace) -> int:
    """Serve until told to end."""
    end_with_parent()
    preflight.check_port(options.host, options.port)
    pool = BLOCKING_THREADS + 1
    with installation(options.data_dir, connections=pool) as lease:
        preflight.check_tables()
        preflight.check_connections(options.workers * pool)
        preflight.let_go_of_database()
        server = Granian(
            "kartotek.config.wsgi:application",
            address=options.host,
            port=options.port,
            interface=Interfaces.WSGI,
            workers=options.workers,
            blocking_threads=BLOCKING_THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=20,
            log_level=LogLevels.error,  # it finds eight threads many; they mostly wait for the database
        )
        be_parent()
        with keeping(lease):
            server.serve()
    return 0
