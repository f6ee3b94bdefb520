"""How does a table leave as CSV, so that a spreadsheet opens it and runs nothing of it?"""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"  # so that spreadsheets read UTF-8


def csv_answer(name: str, rows: Iterable[Sequence[str | int]]) -> HttpResponse:
    """A file to download; the name is our own, plain letters and digits."""
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rows)
    answer = HttpResponse(_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def safe(cell: str | int) -> str | int:
    """The cell; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_RUNS) else cell
