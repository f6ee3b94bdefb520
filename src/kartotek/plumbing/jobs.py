"""How does a function of a `jobs` module become background work of one business?

Joint 12: every job runs in the scope of its business; Procrastinate's Django app closes worn-out connections around it.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django_scopes import scope
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

P = ParamSpec("P")
# 4, 16, 64 seconds: longer pauses belong into a row with `due_at` (joint 10).
RETRY = RetryStrategy(max_attempts=4, exponential_wait=4)


def business_job(name: str) -> Callable[[Callable[P, None]], Task[P, None, P]]:
    """Register a keyword-only function that takes `business: int`; `.defer(business=…, …)` enqueues it.

    Deferring inside an action's transaction enqueues the job with it, or not at all.
    """

    def register(function: Callable[P, None]) -> Task[P, None, P]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            with scope(business=kwargs["business"]):
                function(*args, **kwargs)

        return app.task(name=name, retry=RETRY)(run)

    return register


def enqueue(name: str, *, business: int, **arguments: int | str) -> None:
    """Enqueue a job by its name, for actions, which their `jobs` module imports; inside a transaction, with it."""
    app.configure_task(name).defer(business=business, **arguments)
