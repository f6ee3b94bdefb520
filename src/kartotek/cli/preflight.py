"""May this process start working? Refuses with one sentence rather than failing at the first request."""

import socket

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from kartotek.plumbing.embedded import CannotStart

# Left over for a shell, a dump and the monitoring.
SPARE_CONNECTIONS = 5


def check_port(host: str, port: int) -> None:
    """The port must be ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise CannotStart(f"Port {port} on {host} cannot be used: {reason}.") from error


def check_tables() -> None:
    """The tables must be those of this version."""
    from kartotek.plumbing import readiness  # Django must be set up before it can be imported

    missing = readiness.list_missing_migrations()
    if missing:
        raise CannotStart(
            f"The database lacks {len(missing)} migrations of this version, the first is {missing[0]}: "
            "run `kartotek migrate`."
        )


def check_connections(wanted: int) -> None:
    """The database must be able to give all our pools what they may ask for (joint 12)."""
    from kartotek.plumbing import readiness  # Django must be set up before it can be imported

    allowed = readiness.count_allowed_connections()
    if wanted + SPARE_CONNECTIONS > allowed:
        raise CannotStart(
            f"This would use up to {wanted} database connections and leave {SPARE_CONNECTIONS} spare, but the database "
            f"allows {allowed}: start fewer processes, or raise its max_connections."
        )


def let_go_of_database() -> None:
    """Close every connection and pool: nothing of the kind may be inherited by a forked child."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()
