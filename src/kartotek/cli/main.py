"""Which command was meant? One file each; this one parses, dispatches and turns refusals into one clear line."""

import argparse
import signal
import sys
from collections.abc import Sequence
from typing import Protocol

from kartotek.cli import business, database_url, demo, import_locks, invite, migrate, serve, token, worker
from kartotek.kernel.errors import KartotekError


class Command(Protocol):
    """What each command's file offers; its docstring is the help."""

    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Declare the options."""

    def run(self, options: argparse.Namespace, /) -> int:
        """Do it; the exit code."""


COMMANDS: dict[str, Command] = {
    "demo": demo,
    "serve": serve,
    "worker": worker,
    "migrate": migrate,
    "business": business,
    "token": token,
    "invite": invite,
    "import-locks": import_locks,
    "database-url": database_url,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 also after SIGINT or SIGTERM: ending when told to is no failure."""
    options = build_parser().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell starts background jobs with SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    try:
        return COMMANDS[options.command].run(options)
    except KeyboardInterrupt:
        return 0
    except KartotekError as error:
        details = [f"{problem.field}: {problem.message}" for problem in error.problems]
        print(f"kartotek: {' '.join([error.message, *details])}", file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(prog="kartotek", description="Customer cards and online booking.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        summary = (command.__doc__ or "").splitlines()[0]
        command.add_arguments(commands.add_parser(name, help=summary, description=summary))
    return parser


if __name__ == "__main__":
    sys.exit(main())
