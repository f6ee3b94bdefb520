"""What did a provider answer to a library that tells only whether it worked?

apprise calls `requests` itself and answers yes or no. Every answer passes through `Session.send`; within
`overhearing()` this thread listens there. Nothing else changes for anybody.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps

import requests


@dataclass
class Overheard:
    """The last answer, or why there was none."""

    answer: requests.Response | None = None
    error: requests.RequestException | None = None


_listener: ContextVar[Overheard | None] = ContextVar("overheard", default=None)
_send: Callable[..., requests.Response] = requests.Session.send


@wraps(_send)
def _overheard_send(self: requests.Session, request: requests.PreparedRequest, **options: object) -> requests.Response:
    overheard = _listener.get()
    if overheard is None:
        return _send(self, request, **options)
    overheard.answer = overheard.error = None
    try:
        overheard.answer = _send(self, request, **options)
    except requests.RequestException as error:
        overheard.error = error
        raise
    return overheard.answer


type.__setattr__(requests.Session, "send", _overheard_send)


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Listen to what this thread is answered."""
    overheard = Overheard()
    token = _listener.set(overheard)
    try:
        yield overheard
    finally:
        _listener.reset(token)
