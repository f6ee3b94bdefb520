"""Is this installation fit for work: is the database there, are its tables right, does a worker live?"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kartotek.plumbing.models import Heartbeat

WORKER = "worker"
WORKER_SILENT_AFTER = timedelta(minutes=3)


def is_database_answering() -> bool:
    """One query there and back; raises what the database raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def list_missing_migrations() -> list[str]:
    """The migrations that were not applied yet, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def count_allowed_connections() -> int:
    """How many connections the database gives to roles like ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
        )
        return int(cursor.fetchone()[0])


def beat(name: str, *, now: datetime) -> None:
    """Show that the part of this name lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})


def last_beat(name: str) -> datetime | None:
    """When the part of this name showed itself last."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()


def is_worker_alive(*, now: datetime) -> bool:
    """Whether a worker showed itself lately; a beat of a later clock is none (a demo may go back in time)."""
    since = now - WORKER_SILENT_AFTER
    soon = now + WORKER_SILENT_AFTER
    return Heartbeat.objects.filter(name=WORKER, beat_at__gt=since, beat_at__lte=soon).exists()
