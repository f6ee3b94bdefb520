"""Does the house keep the rules that ruff, mypy and import-linter cannot see? One line a fault, exit 1 if there is any.

Exceptions to the types and to the linter carry their reason; how many there may be stands in house_ceilings.json.
"""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
CEILINGS = Path(__file__).with_name("house_ceilings.json")
LONGEST_FUNCTION, LONGEST_DOCSTRING = 40, 5
# The theme is taken over from the visual reference as one file (joint 14).
WHOLE_THEME = "src/kartotek/web/kit/static/kit/kartotek.css"
CAPS = {".py": 400, ".html": 150, ".js": 150, ".css": 400}
SETTINGS_READERS = ("src/kartotek/config/", "src/kartotek/plumbing/")
ABOVE_DOMAIN = ("src/kartotek/web/", "src/kartotek/api/", "src/kartotek/cli/", "src/kartotek/config/")
CLOCK = "src/kartotek/kernel/clock.py"
ELSEWHERE = re.compile(
    r"/wor" r"k/|/roo" r"t/|pypi\.or" r"g|pythonh" r"osted\.or" r"g|registry\.npm" r"js|deb\.debian\.or" r"g"
)

TEMPLATE_FAULTS = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*\stype=\"application/json\")", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=", re.IGNORECASE),
    "script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
OTHER_CLOCKS = re.compile(
    r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|timezone\.now|time\.time|localdate)\(|timezone\.localtime\(\)"
)
DATABASE_ABOVE = re.compile(r"\.(?:_default_manager|objects)\b|\.save\(|\batomic\(|\bModelForm\b")
READS_SETTINGS = re.compile(r"from django\.conf import settings|django\.conf\.settings")
EXCEPTIONS = {
    "noqa": (re.compile(r"#\s*noqa\b"), re.compile(r"#\s*noqa: [A-Z0-9, ]+\s*(?:-|#)\s*\S.{3}")),
    "type: ignore": (
        re.compile(r"#\s*type:\s*ignore"),
        re.compile(r"#\s*type: ignore\[[a-z, -]+\]\s*(?:-|#)\s*\S.{3}"),
    ),
    "Any": (re.compile(r"^(?!\s*(?:from|import)\b)[^#\"]*(?<![\"'\w])Any\b"), re.compile(r"#\s*\S.{3}")),
    "cast": (re.compile(r"^[^#]*(?<![\w.\"'])cast\("), re.compile(r"#\s*\S.{3}")),
}


def list_files(root: Path) -> list[str]:
    """What is, or is about to be, in the repository."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - fixed words
    return sorted(name for name in listed.split("\0") if name and (root / name).is_file())


def check_size(name: str, text: str) -> Iterator[str]:
    """Small things (house rule 9)."""
    cap = CAPS.get(PurePosixPath(name).suffix)
    lines = text.count("\n")
    if cap and lines > cap and name != WHOLE_THEME:
        yield f"{lines} lines, {cap} allowed"


def check_places(_name: str, text: str) -> Iterator[str]:
    """Nothing that only exists on one machine, and no address of a package registry."""
    if found := ELSEWHERE.search(text):
        yield f"names a machine or a registry: {found.group()}"


def check_template(name: str, text: str) -> Iterator[str]:
    """Nothing that the Content-Security-Policy would stop (house rule 14)."""
    if name.endswith(".html"):
        yield from (fault for fault, pattern in TEMPLATE_FAULTS.items() if pattern.search(text))


def check_layers(name: str, text: str) -> Iterator[str]:
    """The database below, the clock in one place, the settings at both ends (house rules 3 and 13)."""
    if not (name.startswith("src/") and name.endswith(".py")) or "/migrations/" in name:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if name.startswith(ABOVE_DOMAIN) and DATABASE_ABOVE.search(line):
            yield f"line {number}: reaches into the database from above the domain"
        if name != CLOCK and OTHER_CLOCKS.search(line):
            yield f"line {number}: asks another clock than kernel.clock"
        if not name.startswith(SETTINGS_READERS) and READS_SETTINGS.search(line):
            yield f"line {number}: reads settings"


def check_python(name: str, text: str) -> Iterator[str]:
    """Short functions, and a module docstring of one to five lines."""
    if not name.endswith(".py") or "/migrations/" in name:
        return
    tree = ast.parse(text)
    docstring = ast.get_docstring(tree)
    if name.startswith("src/") and tree.body and not docstring:
        yield "has no module docstring"
    if docstring and len([line for line in docstring.splitlines() if line.strip()]) > LONGEST_DOCSTRING:
        yield f"module docstring of more than {LONGEST_DOCSTRING} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"line {node.lineno}: {node.name} has {length} lines, {LONGEST_FUNCTION} allowed"


def list_exceptions(name: str, text: str) -> Iterator[tuple[str, int, bool]]:
    """Kind, line and whether a reason stands there, or on the two lines after it where a formatter may put it."""
    if not name.endswith(".py") or "/migrations/" in name or name == "tools/check_house.py":
        return
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        for kind, (pattern, reason) in EXCEPTIONS.items():
            if pattern.search(line):
                near = [line] if "#" in pattern.pattern[:3] else lines[number - 1 : number + 2]
                yield kind, number, any(reason.search(text) for text in near)


CHECKS: tuple[Callable[[str, str], Iterator[str]], ...] = (
    check_size, check_places, check_template, check_layers, check_python,
)  # fmt: skip


def check(root: Path, ceilings: dict[str, int]) -> list[str]:
    """All faults of a repository, as sentences."""
    faults: list[str] = []
    counted: Counter[str] = Counter()
    for name in list_files(root):
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        faults += [f"{name}: {fault}" for one in CHECKS for fault in one(name, text)]
        for kind, number, has_reason in list_exceptions(name, text):
            counted[kind] += 1
            if not has_reason:
                faults.append(f"{name}: line {number}: {kind} without a reason")
    for kind in EXCEPTIONS:
        if counted[kind] > ceilings.get(kind, 0):
            faults.append(f"{counted[kind]} times {kind}, {ceilings.get(kind, 0)} allowed: their number may only fall")
    return faults


if __name__ == "__main__":
    found = check(ROOT, json.loads(CEILINGS.read_text()))
    print("\n".join(found) or "The house is in order.")
    sys.exit(bool(found))
