"""Does the minute job stay as small among a million reminders as among a thousand? `python -m bench.reminders`.

500 are due both times, spread over the table as chance has it. Pages are counted by PostgreSQL: those of the statement
that claims what is due (EXPLAIN BUFFERS), and those of the whole job. Then 100,000 due ones fire on one worker. The
result is one line of JSON; a ratio over 1.5, a second statement in an idle minute or over five minutes end it with 1.
"""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bench import product
from kartotek.cli.installation import installation

DATA = Path(__file__).parents[1] / "build" / "reminders-data"
DUE = 500
CUSTOMERS = 2000
MOST = 1.5
LONGEST_SECONDS = 300.0

_COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
WHERE table_name = 'reminders_reminder' AND column_name <> ALL(%s)
"""
# Copies of one reminder, in an order that has nothing to do with when they are due.
_COPIES = """
INSERT INTO reminders_reminder (business_id, {columns}, version, customer_id, due_on, due_at)
SELECT business_id, {columns}, 1, %(first)s + number %% %(customers)s, at::date, at
FROM (
    SELECT pattern.*, number, CASE WHEN number <= %(due)s THEN %(now)s::timestamptz - number * interval '1 second'
                                   ELSE %(now)s::timestamptz + number * interval '1 minute' END AS at
    FROM bench_pattern AS pattern, generate_series(1, %(many)s) AS number
) AS copies ORDER BY md5(number::text)
"""


@dataclass(frozen=True)
class Size:
    """What the minute cost among so many. Pages are buffers touched, found in memory or not."""

    reminders: int
    claim_pages: int
    claim_ms: float
    job_pages: int
    job_ms: float
    idle_pages: int
    idle_ms: float
    idle_statements: int


@dataclass(frozen=True)
class Result:
    """Both sizes, how they compare, and how long many due ones took."""

    sizes: list[Size]
    claim_ratio: float
    job_ratio: float
    fired: int
    fired_seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the job does not grow with the table, and many due ones fire in time."""
        is_small = max(self.claim_ratio, self.job_ratio) <= MOST
        is_idle = all(size.idle_statements == 1 for size in self.sizes)
        return is_small and is_idle and self.fired_seconds <= LONGEST_SECONDS


def main(arguments: list[str]) -> int:
    """Load, measure, compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.reminders", description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--fired", type=int, default=100_000)
    options = parser.parse_args(arguments)
    os.environ.setdefault("KARTOTEK_SECRET_KEY", "bench-only")
    try:
        with installation(DATA):
            result = _run(options)
    finally:
        product.remove_data(DATA)
    print(json.dumps(asdict(result)))
    return 0 if result.is_right else 1


def _run(options: argparse.Namespace) -> Result:
    from django.core.management import call_command

    from kartotek.domain.reminders import jobs
    from kartotek.kernel import clock

    call_command("migrate", verbosity=0, interactive=False)
    table = Table(clock.now())
    sizes = [table.measured(many) for many in (options.few, options.many)]
    table.fill(options.fired, due=options.fired)
    began = time.monotonic()
    fired = jobs.fire_due(now=table.now)
    seconds = time.monotonic() - began
    few, many = sizes
    return Result(
        sizes,
        round(many.claim_pages / few.claim_pages, 2),
        round(many.job_pages / few.job_pages, 2),
        fired,
        round(seconds, 1),
    )


class Table:
    """A business with an owner, customers, and as many copies of one reminder as are asked for."""

    def __init__(self, now: datetime) -> None:
        from django.db import connection
        from django_scopes import scopes_disabled
        from tests.factories.businesses import make_business, make_membership
        from tests.factories.customers import make_customer
        from tests.factories.reminders import make_reminder

        self.now = now
        with scopes_disabled():
            business = make_business("reminders")
            make_membership(business)
            first = make_customer(business)
            self.first = first.pk
            for _ in range(CUSTOMERS - 1):
                make_customer(business)
            make_reminder(first, now.date())
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_pattern AS SELECT * FROM reminders_reminder")

    def fill(self, many: int, *, due: int) -> None:
        """So many reminders, so many of them due, and nothing that ever fired."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(_COLUMNS, [["id", "business_id", "customer_id", "version", "due_on", "due_at"]])
            columns = cursor.fetchone()[0]
            cursor.execute("TRUNCATE reminders_delivery, reminders_firing, reminders_reminder")
            numbers = {"first": self.first, "customers": CUSTOMERS, "due": due, "many": many}
            cursor.execute(_COPIES.format(columns=columns), {**numbers, "now": self.now})
            cursor.execute("VACUUM ANALYZE")

    def measured(self, many: int) -> Size:
        """The claim by itself, the whole job, and a minute in which nothing is due."""
        self.fill(many, due=DUE)
        claim_pages, claim_ms = explained(_claim(self.now)[0])
        before, began = _pages(), time.monotonic()
        _job(self.now)
        job_ms, job_pages = (time.monotonic() - began) * 1000, _pages() - before
        _job(self.now)  # what came due by firing, if anything
        statements = _claim(self.now)
        idle_pages, idle_ms = explained(statements[0])
        return Size(many, claim_pages, claim_ms, job_pages, round(job_ms, 1), idle_pages, idle_ms, len(statements))


def _job(now: datetime) -> None:
    from kartotek.domain.reminders import jobs

    jobs.fire_due(now=now)


def _claim(now: datetime) -> list[str]:
    """The statements of one batch, of which the first claims; all of it is taken back."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from kartotek.domain.audit.values import SYSTEM
    from kartotek.domain.reminders import actions

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        actions.fire_due(actor=SYSTEM, now=now)
        transaction.set_rollback(True)
    plain = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [each["sql"] for each in asked.captured_queries if not each["sql"].startswith(plain)]


def explained(statement: str) -> tuple[int, float]:
    """Pages touched and milliseconds of a statement, which is taken back."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        [found] = json.loads(json.dumps(cursor.fetchone()[0]))
        transaction.set_rollback(True)
    plan = found["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], round(found["Execution Time"], 2)


def _pages() -> int:
    """How many pages this database has touched so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
