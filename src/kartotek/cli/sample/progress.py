"""How far is a long piece of work? A bar on the terminal, a line for each tenth elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

WIDTH = 30
QUIET_BELOW = 50_000


def track(what: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    """Pass the items on and show how many of the total went by; small totals are over before they could be read."""
    if total < QUIET_BELOW:
        yield from items
        return
    step = max(1, total // (200 if sys.stderr.isatty() else 10))
    for done, item in enumerate(items, start=1):
        yield item
        if done % step == 0 or done == total:
            _show(what, done, total)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def _show(what: str, done: int, total: int) -> None:
    line = f"{what:<10} {done:>10,} of {total:,}"
    if sys.stderr.isatty():
        bar = "█" * min(WIDTH, WIDTH * done // total)
        line = f"\r{what:<10} [{bar:<{WIDTH}}] {done:>10,} of {total:,}"
    print(line, end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)
