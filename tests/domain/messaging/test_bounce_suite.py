"""How many of the mails that flufl.bounce is tested with are understood? (issue 4, acceptance 4)

`make install` fetches them: they come with its source package, not with what is installed.
"""

import ast
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from kartotek.domain.messaging.decisions.bounces import read_report
from kartotek.domain.messaging.values.bounces import BounceKind, Finding

FOLDER = Path(settings.PROJECT_DIR) / ".venv" / "bounce-mails" / "tests"
Expected = dict[str, set[str]]


@pytest.fixture(scope="module", autouse=True)
def suite_is_there() -> None:
    if not (FOLDER / "data").is_dir():
        missing = f"{FOLDER} is missing: make install fetches it"
        if os.environ.get("CI") == "1":
            pytest.fail(missing)
        pytest.skip(missing)


def expected() -> tuple[Expected, Expected]:
    """The addresses of each mail that failed for good, and those that failed for now, as its own tests have them."""
    for_good: Expected = defaultdict(set)
    for_now: Expected = defaultdict(set)
    for _, name, addresses, is_for_now in _table():
        (for_now if is_for_now else for_good)[name] |= {one.decode().lower() for one in addresses}
    return for_good, for_now


def _table() -> Iterator[tuple[str, str, list[bytes], bool]]:
    tree = ast.parse((FOLDER / "test_detectors.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "DETECTORS":
            yield from ast.literal_eval(node.value)


def found(name: str) -> dict[str, Finding]:
    report = read_report((FOLDER / "data" / name).read_bytes())
    return {finding.address: finding for finding in report.findings}


def test_at_least_95_percent_of_the_failed_addresses_are_found() -> None:
    for_good, _ = expected()
    wanted = [(name, address) for name, addresses in for_good.items() for address in sorted(addresses)]
    kinds = Counter(found(name)[address].kind.value for name, address in wanted if address in found(name))
    share = kinds.total() / len(wanted)
    sys.stdout.write(f"\nfailed addresses found: {kinds.total()} of {len(wanted)} ({share:.1%}); {dict(kinds)}\n")
    assert len(wanted) > 100
    assert share >= 0.95
    assert kinds[BounceKind.HARD.value] / len(wanted) > 0.75


def test_none_of_the_temporary_ones_says_that_the_address_does_not_work() -> None:
    _, for_now = expected()
    kinds = Counter(
        finding.kind.value
        for name, addresses in for_now.items()
        for finding in found(name).values()
        if finding.address in addresses
    )
    sys.stdout.write(f"\ntemporary ones: {dict(kinds)}\n")
    assert kinds.total() >= 10
    assert BounceKind.HARD.value not in kinds


def test_no_mail_says_more_than_it_should() -> None:
    """Addresses that nobody expected, but for one reply of somebody who is away."""
    for_good, for_now = expected()
    more = [
        (path.name, finding.kind.value)
        for path in sorted((FOLDER / "data").glob("*.txt"))
        for finding in found(path.name).values()
        if finding.address not in for_good[path.name] | for_now[path.name]
    ]
    assert more == [("qmail_08.txt", "vacation")]


def test_what_is_no_failure_of_the_address_does_not_say_so() -> None:
    kinds = {
        name: {one.kind.value for one in found(name).values()}
        for name in (
            "dsn_01.txt",
            "dsn_02.txt",
            "dsn_03.txt",
            "dsn_09.txt",
            "hotpop_01.txt",
            "simple_07.txt",
            "yahoo_02.txt",
        )
    }
    assert kinds == {
        "dsn_01.txt": {"mailbox_full"},
        "dsn_02.txt": {"delayed"},
        "dsn_03.txt": {"size"},
        "dsn_09.txt": {"policy"},
        "hotpop_01.txt": {"mailbox_full"},
        "simple_07.txt": {"mailbox_full"},
        "yahoo_02.txt": {"mailbox_full"},
    }
