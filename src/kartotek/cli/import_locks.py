"""Take over locks from a CSV file of an old system; what is there already adds nothing."""

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kartotek.cli.csv_file import CsvFile
from kartotek.cli.installation import add_data_dir, installation
from kartotek.kernel.errors import Invalid, NotFound

if TYPE_CHECKING:
    from kartotek.domain.access.values.legacy import ImportReport, LegacyRow

CONTACTS = ("customer_number", "email", "phone")
COLUMNS = (*CONTACTS, "reason", "note", "starts_at", "ends_at", "placed_by")
AT_ONCE = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, for whom."""
    add_data_dir(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=f"CSV with the columns {', '.join(COLUMNS)}")
    parser.add_argument("--business", required=True, metavar="SLUG")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be taken, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Import; rows that are not taken are told with line and reason, and are no failure of the command."""
    check_file(options.file)
    with installation(options.data_dir):
        import_file(options.file, options.business, is_dry_run=options.dry_run)
    return 0


def check_file(path: Path) -> None:
    """Raise Invalid for a file that cannot be read to its end, before anything is written."""
    file = CsvFile(path)
    if not set(CONTACTS) & set(file.header):
        raise Invalid(f"{path} needs one of the columns {', '.join(CONTACTS)}.")
    for _ in file.rows():
        pass


def import_file(path: Path, slug: str, *, is_dry_run: bool) -> None:
    """Import batch by batch, and print what became of the rows."""
    from django_scopes import scope  # Django must be set up before the domain can be imported

    from kartotek.domain.access.actions import import_locks
    from kartotek.domain.audit.values import SYSTEM
    from kartotek.domain.businesses.queries import get_business_by_slug
    from kartotek.kernel import clock

    try:
        business = get_business_by_slug(slug)
    except NotFound as error:
        raise NotFound(f"There is no business {slug}.") from error
    taken = already_there = rejected = 0
    with scope(business=business):
        stream = _legacy_rows(CsvFile(path))
        while rows := list(islice(stream, AT_ONCE)):
            report = import_locks(business=business, actor=SYSTEM, now=clock.now(), rows=rows, is_dry_run=is_dry_run)
            _tell(report)
            taken += report.taken
            already_there += report.already_there
            rejected += len(report.rejected)
    done = "would be imported" if is_dry_run else "imported"
    print(f"Locks {done}: {taken}. There already: {already_there}. Rows not taken: {rejected}.")


def _legacy_rows(file: CsvFile) -> "Iterator[LegacyRow]":
    """The rows, by our names."""
    from kartotek.domain.access.values.legacy import LegacyRow  # as above

    for row in file.rows():
        values = {name: row.values.get(name, "") for name in COLUMNS}
        yield LegacyRow(row.line, **values, is_too_long=row.is_too_long)


def _tell(report: "ImportReport") -> None:
    for row in report.rejected:
        print(f"line {row.line}, {row.problem.field}: {row.problem.message}")
