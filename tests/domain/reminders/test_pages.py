"""The minute job touches as many pages among twenty thousand reminders as among a thousand: what is due counts."""

import json
from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.reminders import make_reminder

from kartotek.domain.reminders import jobs

DUE = 200
COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
WHERE table_name = 'reminders_reminder' AND column_name <> ALL(%s)
"""
COPIES = """
INSERT INTO reminders_reminder ({columns}, due_on, due_at)
SELECT {columns}, at::date, at
FROM (
    SELECT pattern.*, number, CASE WHEN number <= %(due)s THEN %(now)s::timestamptz - number * interval '1 second'
                                   ELSE %(now)s::timestamptz + number * interval '1 minute' END AS at
    FROM reminders_reminder AS pattern, generate_series(1, %(many)s) AS number WHERE pattern.id = %(pattern)s
) AS copies ORDER BY md5(number::text)
"""


def pages(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reminders_reminder")
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        [found] = json.loads(json.dumps(cursor.fetchone()[0]))
    plan = found["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def copies(pattern: int, many: int, due: int, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [["id", "due_on", "due_at"]])
        numbers = {"due": due, "many": many, "pattern": pattern}
        cursor.execute(COPIES.format(columns=cursor.fetchone()[0]), {**numbers, "now": now})


def test_what_is_not_due_costs_no_pages(db: None, now: datetime) -> None:
    business = make_business()
    with scope(business=business):
        pattern = make_reminder(make_customer(business)).pk
    with CaptureQueriesContext(connection) as asked:
        assert jobs.fire_due(now=now) == 0
    [claim] = [each["sql"] for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]]
    copies(pattern, 1_000, DUE, now)
    few = pages(claim)
    copies(pattern, 19_000, 0, now)
    assert pages(claim) <= 1.5 * few
