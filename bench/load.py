"""How many requests are answered, and how long does each take, with so many clients that never pause?"""

import selectors
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from bench.wire import Line

WARM_UP_SECONDS = 0.3


@dataclass(frozen=True)
class Sample:
    """What one run gave: requests a second, and every latency in milliseconds, sorted."""

    rps: float
    latencies: list[float]

    def percentile(self, share: float) -> float:
        """The latency that this share of the requests stayed below."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * share))]


class WrongAnswer(Exception):
    """A request was not answered as the case expects."""


@dataclass
class _Run:
    make_request: Callable[[], bytes]
    expected: int
    starts_at: float
    ends_at: float
    latencies: list[float]
    wrong: Counter[int]


def measure(
    port: int, make_request: Callable[[], bytes], *, expected: int = 200, clients: int = 32, seconds: float = 2.0
) -> Sample:
    """Keep that many connections busy for so long; anything but the expected status is a WrongAnswer.

    One thread and one selector, so that the clients take as little of the machine as they can.
    """
    now = time.perf_counter()
    run = _Run(make_request, expected, now + WARM_UP_SECONDS, now + WARM_UP_SECONDS + seconds, [], Counter())
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _ in range(clients):
            line = stack.enter_context(Line(port))
            line.send(make_request())
            selector.register(line, selectors.EVENT_READ, [time.perf_counter()])
        _drive(selector, run)
    if run.wrong:
        raise WrongAnswer(f"expected {expected}, got {dict(run.wrong)}")
    return Sample(len(run.latencies) / seconds, sorted(run.latencies))


def _drive(selector: selectors.BaseSelector, run: _Run) -> None:
    while time.perf_counter() < run.ends_at:
        for key, _ in selector.select(timeout=1):
            line = key.fileobj
            if not isinstance(line, Line) or not (status := line.receive()):
                continue
            now = time.perf_counter()
            _note(run, status, key.data[0], now)
            data = run.make_request()
            key.data[0] = time.perf_counter()
            line.send(data)


def _note(run: _Run, status: int, sent_at: float, now: float) -> None:
    if status != run.expected:
        run.wrong[status] += 1
    elif run.starts_at <= now <= run.ends_at:
        run.latencies.append((now - sent_at) * 1000)
