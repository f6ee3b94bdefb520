"""Are the worked examples of docs/algorithms/reminders.md true, and do others who wrote about recurrence agree?"""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.domain.reminders.recurrence import rule_of

from kartotek.domain.reminders.decisions.occurrences import dates_of, occurrence
from kartotek.domain.reminders.values.rules import Repeat, Rule
from kartotek.kernel.periods import parse_minute

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "reminders.md"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
# A collection of rules with their dates that may lie beside the clone; ours below are always asked.
COLLECTION = Path(__file__).parents[4] / "shared" / "data" / "recurrence_examples.json"
OURS = (
    ("FREQ=DAILY;INTERVAL=92;COUNT=3", "1997-09-02", ["1997-09-02", "1997-12-03", "1998-03-05"]),
    ("FREQ=WEEKLY;INTERVAL=20;COUNT=3", "1997-09-02", ["1997-09-02", "1998-01-20", "1998-06-09"]),
    ("FREQ=WEEKLY;COUNT=3;INTERVAL=2;BYDAY=TU,SU", "1997-09-02", ["1997-09-02", "1997-09-07", "1997-09-16"]),
    ("FREQ=MONTHLY;INTERVAL=18;COUNT=3", "1997-09-02", ["1997-09-02", "1999-03-02", "2000-09-02"]),
    ("FREQ=YEARLY;INTERVAL=100;COUNT=3", "1997-09-02", ["1997-09-02", "2097-09-02", "2197-09-02"]),
    ("FREQ=DAILY;UNTIL=19970904T090000", "1997-09-02", ["1997-09-02", "1997-09-03", "1997-09-04"]),
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def table(heading: str) -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(heading)) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


DATES = table("| starts | rule | the first dates |")
INSTANTS = table("| starts | rule | time |")


def test_there_are_examples() -> None:
    assert (len(DATES), len(INSTANTS)) == (19, 5)


@pytest.mark.parametrize("row", DATES, ids=" ".join)
def test_the_dates_of_an_example_are_true(row: list[str]) -> None:
    starts, words, expected = row
    dates = expected.split(", ")
    found = [str(on) for on in islice(dates_of(rule_of(starts, words)), len(dates))]
    assert (found if len(found) == len(dates) else [*found, "end"]) == dates


@pytest.mark.parametrize("row", INSTANTS, ids=" ".join)
def test_the_instants_of_an_example_are_true(row: list[str]) -> None:
    starts, words, clock, expected = row
    minute = parse_minute(clock)
    assert minute is not None
    instants = expected.split(", ")
    found = [occurrence(on, minute, COPENHAGEN).at for on in islice(dates_of(rule_of(starts, words)), len(instants))]
    assert [at.astimezone(COPENHAGEN).isoformat(timespec="minutes") for at in found] == instants


def collected() -> list[tuple[str, str, list[str]]]:
    """Rules of the collection that our grammar can say: it has no week that begins on a Sunday."""
    if not COLLECTION.exists():
        return []
    found = json.loads(COLLECTION.read_text(encoding="utf-8"))
    return [(each["rrule"], each["dtstart"], each["expected"]) for each in found if "WKST=SU" not in each["rrule"]]


def read(text: str, dtstart: str) -> tuple[Rule, int]:
    """A rule of RFC 5545 in our words, and how many dates it asks for."""
    said = dict(part.split("=") for part in text.split(";"))
    start = datetime.fromisoformat(dtstart)
    rule = Rule(start.date(), Repeat(said["FREQ"].lower()), int(said.get("INTERVAL", 1)))
    if "BYDAY" in said:
        rule = replace(rule, weekdays=tuple(DAYS.index(day) for day in said["BYDAY"].split(",")))
    if "UNTIL" in said:
        rule = replace(rule, ends_on=last_date(datetime.fromisoformat(said["UNTIL"]), start))
    assert set(said) <= {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"}, "our grammar cannot say this"
    return rule, int(said.get("COUNT", 100))


def last_date(until: datetime, start: datetime) -> date:
    """The last date whose time of day is not after the end."""
    day = until.date()
    return day if until.time() >= start.time() else date.fromordinal(day.toordinal() - 1)


@pytest.mark.parametrize(
    ("text", "dtstart", "expected"), [*OURS, *collected()], ids=lambda part: re.sub(r"\W", "", str(part))[:40]
)
def test_others_who_wrote_about_recurrence_agree(text: str, dtstart: str, expected: list[str]) -> None:
    rule, count = read(text, dtstart if "T" in dtstart else f"{dtstart}T09:00")
    assert [str(on) for on in islice(dates_of(rule), count)] == [moment[:10] for moment in expected]
