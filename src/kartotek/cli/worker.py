"""Work off the background jobs: messages and everything that falls due."""

import argparse
import asyncio
import sys
import time

import psycopg
from procrastinate.exceptions import ConnectorException

from kartotek.cli import preflight
from kartotek.cli.installation import add_data_dir, installation
from kartotek.cli.keeper import keeping
from kartotek.plumbing.processes import end_with_parent

DEFAULT_CONCURRENCY = 4
# Procrastinate's own: fetching, finishing, listening.
OWN_CONNECTIONS = 4
SECONDS_TO_FINISH = 15.0
SECONDS_BEFORE_RETRY = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many jobs at once."""
    add_data_dir(parser)
    parser.add_argument(
        "--concurrency", type=int, default=DEFAULT_CONCURRENCY, help="jobs at once (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Work until told to end; a database that goes away for a while is waited for."""
    end_with_parent()
    pool = options.concurrency + 1
    with installation(options.data_dir, connections=pool) as lease:
        preflight.check_tables()
        preflight.check_connections(pool + OWN_CONNECTIONS)
        with keeping(lease):
            _work_on(options.concurrency)
    return 0


def _work_on(concurrency: int) -> None:
    from kartotek.cli import tick  # Django must be set up before it can be imported
    from kartotek.plumbing import presence

    tick.register()
    while True:
        try:
            presence.show()
            tick.beat()
            tick.ask_at_once()
            asyncio.run(_work(concurrency))
        except (psycopg.Error, ConnectorException, OSError) as error:
            print(f"kartotek worker: the database went away, trying again: {error}".splitlines()[0], file=sys.stderr)
            time.sleep(SECONDS_BEFORE_RETRY)
        else:
            return


async def _work(concurrency: int) -> None:
    """One run of Procrastinate's worker; it returns when a signal asked it to."""
    from procrastinate.contrib.django import app  # Django must be set up before it can be used

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # the Django connector has it
    with app.replace_connector(connector) as ours:
        async with ours.open_async():
            await ours.run_worker_async(
                concurrency=concurrency, shutdown_graceful_timeout=SECONDS_TO_FINISH, fetch_job_polling_interval=5.0
            )
