"""How does a function of a `jobs` module become background work of one business?

Joint 12: every job runs in the scope of its business; Procrastinate's Django app closes worn-out connections around it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import wraps
from typing import ParamSpec

from django.db import connection, transaction
from django_scopes import scope, scopes_disabled
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue

P = ParamSpec("P")
# Behind what somebody waits for.
BEHIND = -10
# Procrastinate's workers show every ten seconds that they live.
SILENT_SECONDS = 30
_REVIVE = """
WITH lost AS (
    SELECT job.id, job.queueing_lock FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
        AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %(silent)s))
    FOR UPDATE OF job SKIP LOCKED
), forgotten AS (
    DELETE FROM procrastinate_jobs USING lost WHERE procrastinate_jobs.id = lost.id AND lost.queueing_lock IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM procrastinate_periodic_defers AS defer WHERE defer.job_id = lost.id)
)
SELECT count(procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL)) FROM lost WHERE queueing_lock IS NULL
"""
# 4, 16, 64 seconds: longer pauses belong into a row with `due_at` (joint 10).
RETRY = RetryStrategy(max_attempts=4, exponential_wait=4)


def business_job(name: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Register a keyword-only function that takes `business: int` under this name; `enqueue` starts it."""

    def register(function: Callable[P, None]) -> Callable[P, None]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            with scope(business=kwargs["business"]):
                function(*args, **kwargs)

        app.task(name=name, retry=RETRY)(run)
        return run

    return register


def installation_job(name: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Register a function that works for all businesses, outside every scope; what it has not done the minute tick asks
    for again, so it is not retried.
    """

    def register(function: Callable[P, None]) -> Callable[P, None]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            with scopes_disabled():
                function(*args, **kwargs)

        app.task(name=name, priority=BEHIND)(run)
        return run

    return register


def enqueue(name: str, *, business: int, **arguments: int | str) -> None:
    """Let a worker run the job of this name; inside an action's transaction it is enqueued with it, or not at all.

    By name, so that actions need not import the jobs that call them.
    """
    app.configure_task(name).defer(business=business, **arguments)


def enqueue_in(name: str, *, business: int, seconds: int, **arguments: int | str) -> None:
    """The same, not before so many seconds have passed; longer pauses are rows with `due_at` (joint 10)."""
    app.configure_task(name, schedule_in={"seconds": seconds}).defer(business=business, **arguments)


def enqueue_once(name: str, *, lock: str, seconds: int = 0) -> None:
    """Let a worker run an installation's job, unless one with this lock waits already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(name, queueing_lock=lock, schedule_in={"seconds": seconds} if seconds else None).defer()


def revive_lost() -> int:
    """Let another worker run what died with its worker; how many. Those that somebody asks for anew are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(_REVIVE, {"silent": SILENT_SECONDS})
        return int(cursor.fetchone()[0])


def enqueue_many(name: str, *, business: int, arguments: Sequence[Mapping[str, int | str]]) -> None:
    """The same for several at once, by one statement; none: nothing."""
    if arguments:
        every: list[dict[str, JSONValue]] = [{"business": business, **one} for one in arguments]
        app.configure_task(name).batch_defer(*every)
