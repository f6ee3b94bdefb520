"""Are the worked examples of docs/algorithms/access.md true?"""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import (
    Channel,
    Coming,
    Decision,
    Effect,
    ExceptionFact,
    Facts,
    Limit,
    LockFact,
    Policy,
    Question,
    RuleFact,
    Scope,
    TagFact,
    When,
)

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "access.md"
ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 12, 10, 54, tzinfo=ZONE)
HEADING = "| she has | max |"
CUT, COLOUR, JONAS, IDA, HARBOUR, CITY = range(1, 7)
REGULAR, PATCH, BAN, BAN_COLOUR = range(11, 15)
SERVICES = {"cut": CUT, "colour": COLOUR}
EMPLOYEES = {"Jonas": (JONAS, HARBOUR), "Ida": (IDA, CITY)}
TAGS = {
    "regular": TagFact(REGULAR),
    "patch": TagFact(PATCH),
    "ban": TagFact(BAN, is_banned=True),
    "ban colour": TagFact(BAN_COLOUR, is_banned=True, scope=Scope(services=frozenset({COLOUR}))),
}
RULES = (
    RuleFact(1, When(has_tags=frozenset({PATCH})), Scope(services=frozenset({COLOUR}))),
    RuleFact(2, When(is_new=True), effect=Effect.NEEDS_APPROVAL),
    RuleFact(3, When(no_shows=2), Scope(employees=frozenset({JONAS}))),
    RuleFact(4, When(lacks_tags=frozenset({REGULAR})), Scope(locations=frozenset({CITY}))),
)
POLICY = Policy(timezone="Europe/Copenhagen", rules=RULES)
LOCK = re.compile(r"lock(?: from (?P<start>[^,]+?))?(?: until (?P<end>.+))?")
EXCEPTION = re.compile(r"except (?P<what>\w+)(?: from (?P<start>.+?))? until (?P<end>.+)")


def examples() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(HEADING)) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def moment(text: str) -> datetime:
    return datetime.strptime(f"2026 {text.strip()}", "%Y %d %b %H:%M").replace(tzinfo=ZONE)


def day(text: str) -> date:
    return datetime.strptime(f"2026 {text}", "%Y %d %b").replace(tzinfo=ZONE).date()


def lock(number: int, found: re.Match[str]) -> LockFact:
    start, end = found["start"], found["end"]
    return LockFact(number, moment(start) if start else None, moment(end) if end else None)


def exception(found: re.Match[str]) -> ExceptionFact:
    start, what = found["start"], found["what"]
    service = SERVICES.get(what)
    return ExceptionFact(
        day(start) if start else NOW.date().replace(day=1), day(found["end"]), None if service else int(what), service
    )


def question(text: str) -> Question:
    asks, *what = text.split()
    employee, location = EMPLOYEES[what[1]] if len(what) > 1 else (None, None)
    return Question(
        channel=Channel.ONLINE if asks == "move" else Channel(asks),
        service_id=SERVICES[what[0]] if what else None,
        employee_id=employee,
        location_id=location,
        is_move=asks == "move",
    )


def facts(she_has: str, most: str, coming: str, asks: str) -> Facts:
    words = [word.strip() for word in she_has.split(",") if word.strip()]
    locks = [found for word in words if (found := LOCK.fullmatch(word))]
    exceptions = [found for word in words if (found := EXCEPTION.fullmatch(word))]
    return Facts(
        question(asks),
        own_limit=Limit(int(most)) if most else None,
        coming=tuple(Coming(moment(end), end) for end in coming.split(",") if end),
        locks=tuple(lock(number, found) for number, found in enumerate(locks)),
        tags=tuple(TAGS[word] for word in words if word in TAGS),
        exceptions=tuple(map(exception, exceptions)),
        is_new="new" in words,
        no_shows=2 if "two no-shows" in words else 0,
    )


def answer(decision: Decision) -> str:
    return "approval" if decision.outcome.value == "allowed" and decision.needs_approval else decision.outcome.value


def test_there_are_examples() -> None:
    assert len(examples()) == 41


@pytest.mark.parametrize("row", examples(), ids=" ".join)
def test_an_example_is_true(row: list[str]) -> None:
    she_has, most, coming, asks, expected, reasons, state, again = row
    decision = decide(facts(she_has, most, coming, asks), POLICY, NOW)
    assert answer(decision) == expected
    assert ", ".join(reason.code.value for reason in decision.reasons) == reasons
    assert decision.state.value == state
    assert decision.may_book_again_at == (moment(again) if again else None)
