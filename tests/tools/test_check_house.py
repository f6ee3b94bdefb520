"""Does the house check find what it promises to find, and nothing else?"""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import check_house

NONE: dict[str, int] = {}
DOC = '"""Why?"""\n'


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def faults(repo: Path, name: str, text: str, ceilings: dict[str, int] = NONE) -> list[str]:
    """The faults of a repository with this one file."""
    file = repo / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return check_house.check(repo, ceilings)


def test_this_house_is_in_order() -> None:
    command = [sys.executable, "tools/check_house.py"]
    done = subprocess.run(command, cwd=check_house.ROOT, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("The house is in order.\n", 0)


def test_the_check_itself_is_short() -> None:
    assert len(Path(check_house.__file__).read_text().splitlines()) < 150


@pytest.mark.parametrize(("name", "cap"), [("a.py", 400), ("a.html", 150), ("a.js", 150), ("a.css", 400)])
def test_files_may_be_as_long_as_their_cap(repo: Path, name: str, cap: int) -> None:
    assert faults(repo, name, "\n" * cap) == []
    assert faults(repo, name, "\n" * (cap + 1)) == [f"{name}: {cap + 1} lines, {cap} allowed"]


def test_the_theme_is_one_file_of_any_length(repo: Path) -> None:
    assert faults(repo, check_house.WHOLE_THEME, "\n" * 2000) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p style="color: red">', "style attribute"),
        ("<style>p {}</style>", "style element"),
        ("<script>go()</script>", "inline script"),
        ('<a onclick="go()">', "inline handler"),
        ('<a hx-on:click="go()">', "inline handler"),
        ('<a href="javascript:go()">', "script address"),
    ],
)
def test_templates_hold_nothing_that_the_policy_stops(repo: Path, markup: str, fault: str) -> None:
    assert faults(repo, "a.html", markup) == [f"a.html: {fault}"]


def test_an_ordinary_template_passes(repo: Path) -> None:
    assert faults(repo, "a.html", '<script src="/a.js" defer></script><p class="on" data-once="1">style = on</p>') == []


@pytest.mark.parametrize("line", ["Customer.objects.all()", "customer.save()", "with atomic():", "class F(ModelForm):"])
def test_nothing_above_the_domain_reaches_into_the_database(repo: Path, line: str) -> None:
    fault = "line 2: reaches into the database from above the domain"
    assert faults(repo, "src/kartotek/web/a.py", f"{DOC}# {line}\n") == [f"src/kartotek/web/a.py: {fault}"]
    assert faults(repo, "src/kartotek/web/a.py", DOC) == []


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "timezone.now()", "date.today()", "time.time()"])
def test_only_the_clock_asks_the_time(repo: Path, call: str) -> None:
    name = "src/kartotek/domain/a/actions.py"
    assert faults(repo, name, f"{DOC}moment = {call}\n") == [f"{name}: line 2: asks another clock than kernel.clock"]
    (repo / name).unlink()
    assert faults(repo, "src/kartotek/kernel/clock.py", f"{DOC}moment = {call}\n") == []


def test_settings_are_read_at_the_bottom_and_at_the_top(repo: Path) -> None:
    line = f"{DOC}from django.conf import settings\n"
    assert faults(repo, "src/kartotek/plumbing/a.py", line) == []
    assert faults(repo, "src/kartotek/cli/a.py", line) == ["src/kartotek/cli/a.py: line 2: reads settings"]


def test_functions_are_short(repo: Path) -> None:
    body = "    x = 1\n"
    assert faults(repo, "a.py", "def f():\n" + body * 39) == []
    assert faults(repo, "a.py", "def f():\n" + body * 40) == ["a.py: line 1: f has 41 lines, 40 allowed"]


def test_modules_say_their_question_shortly(repo: Path) -> None:
    assert faults(repo, "src/a.py", "x = 1\n") == ["src/a.py: has no module docstring"]
    assert faults(repo, "src/a.py", '"""a\n' + "b\n" * 5 + '"""\n') == [
        "src/a.py: module docstring of more than 5 lines"
    ]


@pytest.mark.parametrize(
    ("kind", "bare", "reasoned"),
    [
        ("noqa", "x = 1  # noqa: S101", "x = 1  # noqa: S101 - the only way"),
        ("type: ignore", "x = 1  # type: ignore[misc]", "x = 1  # type: ignore[misc]  # no types there"),
        ("Any", "def f(x: Any) -> None: ...", "def f(x: Any) -> None: ...  # Any: as the caller likes"),
        ("cast", "x = cast(int, y)", "x = cast(int, y)  # it was checked above"),
    ],
)
def test_exceptions_carry_a_reason_and_are_counted(repo: Path, kind: str, bare: str, reasoned: str) -> None:
    assert faults(repo, "a.py", bare, {kind: 1}) == [f"a.py: line 1: {kind} without a reason"]
    assert faults(repo, "a.py", reasoned, {kind: 1}) == []
    assert faults(repo, "a.py", reasoned) == [f"1 times {kind}, 0 allowed: their number may only fall"]


@pytest.mark.parametrize("place", ["/wor" + "k/main", "/roo" + "t/.x", "https://pypi.or" + "g/simple"])
def test_no_file_names_a_machine_or_a_registry(repo: Path, place: str) -> None:
    assert [fault.split(":")[1] for fault in faults(repo, "notes.md", place)] == [" names a machine or a registry"]


def test_binary_files_are_left_alone(repo: Path) -> None:
    (repo / "a.png").write_bytes(b"\xff\xfe\x00")
    assert check_house.check(repo, NONE) == []
