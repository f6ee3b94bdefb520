"""Run all cases: `python -m bench [CASE…]`. BENCH_QUICK=1 leaves out the million-row ones and measures shorter.

Without KARTOTEK_DATABASE_URL a throw-away PostgreSQL is made under build/ and removed at the end.
"""

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from bench import product, report
from bench.load import Sample, measure
from bench.product import Product
from bench.report import Line, Rounds
from kartotek.cli.installation import installation

if TYPE_CHECKING:
    from bench.cases import Case, Keys
    from bench.stage import Stage, Typed

ROUNDS = 5
OLD_BOOKINGS = 10_000_000
SLOWEST_SEARCH_MS = 150
SLOWEST_DRY_RUN_MS = 2000
DATA = Path(__file__).parents[1] / "build" / "bench-data"


def main(wanted: list[str]) -> None:
    """Prepare, measure, report."""
    is_quick = os.environ.get("BENCH_QUICK") == "1"
    os.environ.update(KARTOTEK_DEMO="1", KARTOTEK_BENCH="1", KARTOTEK_RATE_LIMITS="off")
    os.environ.setdefault("KARTOTEK_SECRET_KEY", "bench-only")
    with ExitStack() as stack:
        stack.callback(product.remove_data, DATA)
        stack.enter_context(installation(DATA))
        _run(wanted, is_quick=is_quick)


def _run(wanted: list[str], *, is_quick: bool) -> None:
    from django.core.management import call_command  # Django is set up by `installation`
    from django.db import connection

    from bench import stage as staging

    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    stage = staging.prepare()
    lines: list[Line] = []
    with product.served() as served:
        bench = Bench(served, stage, is_quick=is_quick)
        lines += bench.measure_all(wanted)
        lines += bench.measure_dry_run(wanted)
        if not is_quick:
            lines += bench.measure_many(wanted)
            lines += bench.measure_old(wanted)
        report.write(lines, bench.floor_rps(), served.memory_mb(), staging.postgres_version())


class Bench:
    """A running product, and what was measured of it so far."""

    def __init__(self, served: Product, stage: "Stage", *, is_quick: bool) -> None:
        self._product = served
        self._stage = stage
        self._seconds = 1.0 if is_quick else 3.0
        self._floors: list[Sample] = []

    def floor_rps(self) -> float:
        """The median of all runs of the floor."""
        return median(sample.rps for sample in self._floors or [self._measure_floor()])

    def measure_all(self, wanted: list[str]) -> list[Line]:
        """The cases at a hundred thousand customers, in alternating runs."""
        from bench import cases

        keys = self._keys("bench")
        typed = self._terms()
        every = [
            cases.availability_cold(self._stage),
            cases.availability_warm(self._stage),
            cases.booking_create(self._stage, Random(7)),
            cases.search("search_100k", typed.words, keys, goal=0.10),
            cases.search("search_100k_two_letters", typed.two_letters, keys, goal=None),
            cases.card_page(self._stage, keys),
            cases.check_in(self._stage, keys),
            cases.calendar_day(self._stage, keys),
        ]
        chosen = [case for case in every if not wanted or case.name in wanted]
        rounds = {case.name: Rounds() for case in chosen}
        queries = {case.name: self._count_queries(case) for case in chosen}
        for number in range(ROUNDS):
            print(f"run {number + 1} of {ROUNDS}", flush=True)
            for case in chosen:
                self._measure_beside_floor(case, rounds[case.name])
        return [report.summarise(case.name, rounds[case.name], queries[case.name], case.goal) for case in chosen]

    def measure_dry_run(self, wanted: list[str]) -> list[Line]:
        """Whom rules and limits would hit of all customers and bookings, one client at a time."""
        from bench import cases

        if wanted and "dry_run" not in wanted:
            return []
        case = cases.dry_run(self._stage, self._keys("bench"))
        rounds, queries = Rounds(), self._count_queries(case)
        for _ in range(ROUNDS):
            self._measure_beside_floor(case, rounds)
        line = report.summarise(case.name, rounds, queries, None)
        return [replace(line, goal=f"p95_ms < {SLOWEST_DRY_RUN_MS}", is_reached=line.p95_ms < SLOWEST_DRY_RUN_MS)]

    def measure_many(self, wanted: list[str]) -> list[Line]:
        """Search among a million cards, one client at a time."""
        from bench import cases
        from bench import stage as staging

        if wanted and "search_1m" not in wanted:
            return []
        business = staging.prepare_many()
        terms = staging.list_terms(Random(3), business).words
        case = cases.search("search_1m", terms, self._keys(staging.MANY_SLUG), goal=None, clients=1)
        rounds, queries = Rounds(), self._count_queries(case)
        for _ in range(ROUNDS):
            self._measure_beside_floor(case, rounds)
        line = report.summarise(case.name, rounds, queries, None)
        return [replace(line, goal=f"p95_ms < {SLOWEST_SEARCH_MS}", is_reached=line.p95_ms < SLOWEST_SEARCH_MS)]

    def measure_old(self, wanted: list[str]) -> list[Line]:
        """Free times before and after ten million bookings became history: pages touched, and time."""
        from bench import cases
        from bench import stage as staging

        name = "availability_old_bookings_10m"
        if wanted and name not in wanted:
            return []
        case = replace(cases.availability_cold(self._stage), name=name, goal=None)
        staging.tidy()
        before = self._count_pages()
        staging.add_old_bookings(self._stage, OLD_BOOKINGS)
        after = self._count_pages()
        rounds, queries = Rounds(), self._count_queries(case)
        for _ in range(ROUNDS):
            self._measure_beside_floor(case, rounds)
        line = report.summarise(name, rounds, queries, None)
        ratio = round(after / before, 3)
        return [
            replace(line, goal="pages_ratio <= 1.2", is_reached=ratio <= 1.2, pages_ratio=ratio, pages=(before, after))
        ]

    def _keys(self, slug: str) -> "Keys":
        from bench.cases import Keys
        from kartotek.cli.sample import PASSWORD
        from kartotek.cli.sample.clinic import email_of

        return Keys(product.make_token(slug), product.sign_in(self._product, email_of("owner", slug), PASSWORD))

    def _terms(self) -> "Typed":
        from bench import stage as staging

        return staging.list_terms(Random(3), self._stage.business)

    def _measure_floor(self) -> Sample:
        from bench.cases import FLOOR

        sample = measure(self._product.port, FLOOR.make_request, seconds=min(self._seconds, 1.5))
        self._floors.append(sample)
        return sample

    def _measure_beside_floor(self, case: "Case", rounds: Rounds) -> None:
        rounds.floors.append(self._measure_floor())
        rounds.runs.append(
            measure(
                self._product.port,
                case.make_request,
                expected=case.expected,
                clients=case.clients,
                seconds=self._seconds,
            )
        )

    def _count_queries(self, case: "Case") -> int:
        return self._ask_counted(case, "queries")["x-bench-queries"]

    def _count_pages(self) -> int:
        """A month of which the server remembers nothing: the most of some tries, for it remembers the second."""
        from bench import cases

        case = cases.availability_warm(self._stage, days_ahead=8)
        return max(self._ask_counted(case, "pages")["x-bench-pages"] for _ in range(9))

    def _ask_counted(self, case: "Case", what: str) -> dict[str, int]:
        head, _, rest = case.make_request().partition(b"\r\n")
        reply = self._product.ask(b"\r\n".join((head, f"X-Bench: {what}".encode(), rest)))
        if reply.status != case.expected:
            raise SystemExit(f"bench: {case.name} answered {reply.status}: {reply.body[:500]!r}")
        return {name: int(value) for name, value in reply.headers.items() if name.startswith("x-bench-")}


if __name__ == "__main__":
    main(sys.argv[1:])
