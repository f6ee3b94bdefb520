"""Are the worked examples of docs/algorithms/limits.md true?"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import UNLIMITED, Channel, Coming, Facts, Limit, Policy, Question

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "limits.md"
ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 12, 10, 54, tzinfo=ZONE)
HEADING = "| general | card |"


def examples() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(HEADING)) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def limit(text: str) -> Limit:
    return UNLIMITED if text == "unlimited" else Limit(int(text))


def moment(text: str) -> datetime:
    return datetime.strptime(f"2026 {text.strip()}", "%Y %d %b %H:%M").replace(tzinfo=ZONE)


def coming(text: str) -> tuple[Coming, ...]:
    visits = [visit for visit in text.split(",") if visit.strip()]
    return tuple(Coming(moment(end), number) for number, visit in enumerate(visits) for end in visit.split("+"))


def question(text: str) -> Question:
    return Question(is_move=True) if text == "move" else Question(Channel(text))


def test_there_are_examples() -> None:
    assert len(examples()) == 19


@pytest.mark.parametrize("row", examples(), ids=" ".join)
def test_an_example_is_true(row: list[str]) -> None:
    general, card, ends, asks, answer, state, again = row
    own = None if card == "inherit" else limit(card)
    policy = Policy(timezone="Europe/Copenhagen", general_limit=limit(general))
    decision = decide(Facts(question(asks), own_limit=own, coming=coming(ends)), policy, NOW)
    assert (decision.outcome.value, decision.state.value) == (answer, state)
    assert decision.may_book_again_at == (moment(again) if again else None)
