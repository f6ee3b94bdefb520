"""What do people see while PostgreSQL is restarted, and does everything go on by itself afterwards?"""

import itertools
import threading
from collections import Counter
from functools import partial

import pytest
from tests.faults.conftest import SLUG, Bookings, Site, under_load, wait_until

from kartotek.plumbing import embedded

pytestmark = pytest.mark.process


def is_refused_while_away(lease: embedded.Lease, seen: Counter[int], before: int) -> bool:
    """Whether a request was refused; until then the database is stopped as often as the server starts it again."""
    if lease._cluster.is_running():
        lease._cluster.stop()
    return seen[503] > before


def test_requests_fail_cleanly_while_the_database_is_away_and_recover_by_themselves(site: Site) -> None:
    service = site.rows("SELECT id FROM catalog_service WHERE name = 'Haircut, short'")[0][0]
    bookings = Bookings(site)
    paths = (
        "/healthz",
        f"/{SLUG}/",
        f"/api/v1/public/{SLUG}/services",
        f"/api/v1/public/{SLUG}/availability?service={service}&from=2030-01-01&to=2030-01-02",
    )
    seen: Counter[int] = Counter()
    rounds = itertools.count()

    def look_and_book() -> None:
        for path in paths:
            seen[site.ask("GET", path).status] += 1
        if next(rounds) % 5 == 0:  # free times must last, however fast the machine
            bookings.send_one()

    lease = embedded.acquire(site.kartotek.data_dir)
    enough = threading.Event()
    threads = under_load(look_and_book, 4, enough)
    try:
        wait_until(lambda: seen[200] > 20)
        for _ in range(2):
            wait_until(partial(is_refused_while_away, lease, seen, seen[503]))
            lease.revive()
            wait_until(lambda: all(site.ask("GET", path).status == 200 for path in paths))
        first = len(bookings.answers)
        wait_until(lambda: any(answer.status == 201 for _, _, answer in bookings.answers[first:]))
    finally:
        enough.set()
        for thread in threads:
            thread.join()
        lease.release()
    assert set(seen) == {200, 503}
    # Whether a booking was under way in the short time without a database is chance; that none failed otherwise is not.
    assert {answer.status for _, _, answer in bookings.answers} | {503} == {201, 503}
    assert site.server.poll() is None
