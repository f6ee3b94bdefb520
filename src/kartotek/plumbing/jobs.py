"""How does a function of a `jobs` module become background work of one business?

Joint 12: every job runs in the scope of its business; Procrastinate's Django app closes worn-out connections around it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import ParamSpec

from django_scopes import scope
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

P = ParamSpec("P")
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


def enqueue(name: str, *, business: int, **arguments: int | str) -> None:
    """Let a worker run the job of this name; inside an action's transaction it is enqueued with it, or not at all.

    By name, so that actions need not import the jobs that call them.
    """
    app.configure_task(name).defer(business=business, **arguments)


def enqueue_many(name: str, *, business: int, arguments: Sequence[Mapping[str, int | str]]) -> None:
    """The same for several at once, by one statement; none: nothing."""
    if arguments:
        every: list[dict[str, JSONValue]] = [{"business": business, **one} for one in arguments]
        app.configure_task(name).batch_defer(*every)
