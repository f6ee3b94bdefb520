"""Does a file for a spreadsheet run nothing when it is opened?"""

import pytest

from kartotek.web.kit.spreadsheets import csv_answer, safe


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_what_would_be_a_formula_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Mette Lund", "", "a=b", "2026-11", 7, -1])
def test_the_rest_stays_as_it_is(cell: str | int) -> None:
    assert safe(cell) == cell


def test_a_file_is_named_and_quoted() -> None:
    answer = csv_answer("table.csv", [("a", 'b "c", d'), ("é", 1)])
    assert answer.content.decode("utf-8-sig") == 'a,"b ""c"", d"\r\né,1\r\n'
    assert answer["Content-Disposition"] == 'attachment; filename="table.csv"'
