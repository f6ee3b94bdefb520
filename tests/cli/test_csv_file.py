"""Is a CSV file read whatever wrote it, and said clearly what is wrong with one that is not?"""

import json
from pathlib import Path

import pytest

from kartotek.cli.csv_file import CsvFile
from kartotek.kernel.errors import Invalid

# Known answers of the csv-spectrum collection, where it is at hand.
SPECTRUM = Path(__file__).resolve().parents[3] / "shared" / "data" / "csv_spectrum"


def read(tmp_path: Path, raw: bytes) -> list[dict[str, str]]:
    path = tmp_path / "file.csv"
    path.write_bytes(raw)
    return [row.values for row in CsvFile(path).rows()]


@pytest.mark.skipif(not SPECTRUM.exists(), reason="the collection is not here")
@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
def test_the_known_files_are_read_as_known(path: Path) -> None:
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    found = [row.values for row in CsvFile(path).rows()]
    assert [_lined(row) for row in found] == [_lined(row) for row in expected]


def _lined(row: dict[str, str]) -> dict[str, str]:
    """The collection writes a line break within a field in one way, its files in two."""
    return {name: value.replace("\r\n", "\n") for name, value in row.items()}


@pytest.mark.parametrize(
    "raw",
    [
        "a,b\nÆble,2\n".encode(),
        "a,b\r\nÆble,2\r\n".encode(),
        "\ufeffa;b\r\nÆble;2".encode(),
        "a\tb\nÆble\t2\n".encode(),
        '"a","b"\n"Æble",2\n\n,\n'.encode(),
    ],
)
def test_marks_line_ends_and_delimiters_do_not_matter(tmp_path: Path, raw: bytes) -> None:
    assert read(tmp_path, raw) == [{"a": "Æble", "b": "2"}]


def test_a_row_says_where_it_begins_and_whether_it_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b'a,b\n"one\ntwo",1\n\nthree\nfour,4,5\nfive,5,,\n')
    rows = [(row.line, row.values, row.is_too_long) for row in CsvFile(path).rows()]
    assert rows == [
        (2, {"a": "one\ntwo", "b": "1"}, False),
        (5, {"a": "three", "b": ""}, False),
        (6, {"a": "four", "b": "4"}, True),
        (7, {"a": "five", "b": "5"}, False),
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,a\n1,2\n", "names a column twice"),
        (b"a,b\n1,2\nS\xf8ren,3\n", "Line 3 of"),
        ("a,b\n".encode("utf-16"), "is UTF-16"),
        (b'a,b\n1,"' + b"x" * 140_000, "From line 2 on"),
    ],
)
def test_what_cannot_be_read_is_said_clearly(tmp_path: Path, raw: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read(tmp_path, raw)


def test_a_file_that_is_not_there_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="No such file"):
        CsvFile(tmp_path / "missing.csv")
    with pytest.raises(Invalid, match="directory"):
        CsvFile(tmp_path)
