"""Does the command take over old locks, tell which rows it left out, and add nothing the second time?"""

from pathlib import Path

import pytest
from django_scopes import scope
from tests.cli.conftest import Kartotek
from tests.factories.customers import make_customer

from kartotek.cli.import_locks import check_file, import_file
from kartotek.domain.access.models import Lock
from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import Invalid, NotFound

HEAD = "customer_number;email;phone;reason;note;starts_at;ends_at;placed_by\r\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    rows = "10001;;;Skylder;»Se mappe«;2024-03-01;;Gerda\r\n;nobody@example.com;;Ukendt;;;;\r\n10001;;;a;b;c;d;e;f\r\n"
    path.write_text(f"\ufeff{HEAD}{rows}", encoding="utf-8", newline="")
    return path


def test_rows_are_taken_once_and_the_others_told_with_line_and_reason(
    business: Business, old: Path, now: object, capsys: pytest.CaptureFixture[str]
) -> None:
    with scope(business=business):
        make_customer(business, number="10001")
    check_file(old)
    import_file(old, business.slug, is_dry_run=True)
    left_out = [
        "line 3, customer_number: There is no such customer.",
        "line 4, row: This row has more fields than the first line has names.",
    ]
    assert capsys.readouterr().out.splitlines() == [
        *left_out,
        "Locks would be imported: 1. There already: 0. Rows not taken: 2.",
    ]
    for taken, there in ((1, 0), (0, 1)):
        import_file(old, business.slug, is_dry_run=False)
        assert capsys.readouterr().out.splitlines() == [
            *left_out,
            f"Locks imported: {taken}. There already: {there}. Rows not taken: 2.",
        ]
    with scope(business=business):
        lock = Lock.objects.get()
    assert (lock.kind, lock.legacy_reason, lock.note, lock.placed_by) == ("legacy", "Skylder", "»Se mappe«", "Gerda")


def test_a_file_without_a_column_that_names_customers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("reason,note\nx,y\n")
    with pytest.raises(Invalid, match="customer_number, email, phone"):
        check_file(path)


@pytest.mark.django_db
def test_an_unknown_business_is_refused(old: Path) -> None:
    with pytest.raises(NotFound):
        import_file(old, "nowhere", is_dry_run=False)


def test_the_command_ends_well_or_with_one_clear_line(kartotek_on_server: Kartotek, tmp_path: Path) -> None:
    facts = ("--timezone", "Europe/Copenhagen", "--country", "DK", "--currency", "DKK", "--language", "da")
    assert kartotek_on_server.run("business", "arkiv", "--name", "Arkiv", *facts).returncode == 0
    path = tmp_path / "old.csv"
    path.write_text(f"{HEAD}10001;;;x;;;;\r\n")
    done = kartotek_on_server.run("import-locks", str(path), "--business", "arkiv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Locks imported: 0. There already: 0. Rows not taken: 1."
    path.write_bytes(b"customer_number,reason\n10001,S\xf8ren\n")
    failed = kartotek_on_server.run("import-locks", str(path), "--business", "arkiv")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr == f"kartotek: Line 2 of {path} is not UTF-8. Save the file as UTF-8, please.\n"
