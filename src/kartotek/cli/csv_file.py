"""How is a CSV file from anywhere read? UTF-8 with or without a mark, any line ends, commas, semicolons or tabs."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kartotek.kernel.errors import Invalid

_DELIMITERS = ",;\t"
_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class CsvRow:
    """A row by the names of its columns; `line` is where it begins. `is_too_long`: more fields than the header has."""

    line: int
    values: dict[str, str]
    is_too_long: bool


class CsvFile:
    """A file that is read once, row by row; the header is known at once. Raises Invalid, with the line at fault."""

    def __init__(self, path: Path) -> None:
        self._lines = _lines(path)
        first = next(self._lines, "")
        self._reader = csv.reader(_with_first(first, self._lines), delimiter=_delimiter(first))
        self.header = [name.strip() for name in next(self._rows(), (0, []))[1]]
        if not any(self.header):
            raise Invalid(f"{path} is empty: the first line must name the columns.")
        if len(set(self.header)) != len(self.header):
            raise Invalid(f"{path} names a column twice in its first line.")

    def rows(self) -> Iterator[CsvRow]:
        """The rows after the header; lines without a word are none."""
        for line, fields in self._rows():
            if any(fields):
                padded = [*fields, *[""] * (len(self.header) - len(fields))]
                is_too_long = any(padded[len(self.header) :])
                yield CsvRow(line, dict(zip(self.header, padded, strict=False)), is_too_long)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            line = self._reader.line_num + 1
            try:
                fields = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise Invalid(f"From line {line} on the file cannot be read as CSV: {error}.") from error
            yield line, fields


def _lines(path: Path) -> Iterator[str]:
    """The lines of the file with their ends, so that a field keeps its own line breaks."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if number == 1 and raw.startswith(_WIDE_MARKS):
                    raise Invalid(f"{path} is UTF-16. Save it as UTF-8, please.")
                text = raw.removeprefix(_MARK) if number == 1 else raw
                try:
                    yield text.decode()
                except UnicodeDecodeError as error:
                    raise Invalid(f"Line {number} of {path} is not UTF-8. Save the file as UTF-8, please.") from error
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.") from error


def _with_first(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """What stands most often in the first line."""
    return max(_DELIMITERS, key=header.count)
