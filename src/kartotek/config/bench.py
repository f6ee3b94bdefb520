"""What does the bench ask of a server that no customer may? Only with KARTOTEK_DEMO=1 and KARTOTEK_BENCH=1.

The floor is the least that a request with one query can cost here; queries and pages of any request can be counted.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

Answer = Callable[[HttpRequest], HttpResponse]
Params = Sequence[object] | Mapping[str, object] | None
Execute = Callable[[str, Params, bool, dict[str, object]], object]


@require_safe
def floor(_request: HttpRequest) -> HttpResponse:
    """One SELECT 1 through the whole stack."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]), content_type="text/plain")


class Counting:
    """Counts the queries of a request that carries X-Bench, and with `X-Bench: pages` the pages they touch."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what is not asked to be counted."""
        wanted = request.headers.get("X-Bench")
        if not wanted:
            return self._get_response(request)
        tally = _Tally(counts_pages=wanted == "pages")
        with connection.execute_wrapper(tally):
            response = self._get_response(request)
        response["X-Bench-Queries"] = str(tally.queries)
        response["X-Bench-Pages"] = str(tally.pages)
        return response


class _Tally:
    def __init__(self, *, counts_pages: bool) -> None:
        self.queries = 0
        self.pages = 0
        self._counts_pages = counts_pages

    def __call__(self, execute: Execute, sql: str, params: Params, many: bool, context: dict[str, object]) -> object:
        self.queries += 1
        if self._counts_pages and sql.lstrip().upper().startswith(("SELECT", "WITH")):
            self.pages += self._explain(sql, params)
        return execute(sql, params, many, context)

    def _explain(self, sql: str, params: Params) -> int:
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            found = cursor.fetchone()[0]
        plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
        return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
