"""Which reminders may not be saved, and does every fault name its field?"""

from dataclasses import replace
from datetime import date

import pytest
from tests.naughty import naughty_strings

from kartotek.domain.reminders.decisions.checking import (
    check_type_name,
    details_of,
    reminder_problems,
    rule_from,
    rule_problems,
)
from kartotek.domain.reminders.decisions.first_types import first_types
from kartotek.domain.reminders.values.reminders import Closing, ReminderDetails, RuleDetails
from kartotek.domain.reminders.values.rules import MonthlyBy, Repeat, Rule
from kartotek.kernel.errors import Invalid
from kartotek.kernel.text import text_problems

RIGHT = ReminderDetails(name="Renew the contract", type_id=1, starts_on=date(2026, 11, 12))


def fields(details: ReminderDetails) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in reminder_problems(details)]


@pytest.mark.parametrize(
    "details",
    [
        RIGHT,
        replace(RIGHT, text="Ring først 📞\nمرحبا"),
        replace(RIGHT, repeat="weekly", weekdays=("thu", "mon", "mon"), every=999),
        replace(RIGHT, repeat="monthly", monthly_by="weekday", nth=-1, weekday="fri"),
        replace(RIGHT, ends_on=date(2026, 11, 12), minute=0),
        replace(RIGHT, minute=1439, closes_on=Closing()),
        replace(RIGHT, closes_on=Closing(0), channel="email_sms", recipients="inspectors"),
    ],
)
def test_what_is_right(details: ReminderDetails) -> None:
    assert fields(details) == []


@pytest.mark.parametrize(
    ("details", "found"),
    [
        (replace(RIGHT, name=""), [("name", "required")]),
        (replace(RIGHT, name="x" * 201, text="x" * 5001), [("name", "too_long"), ("text", "too_long")]),
        (replace(RIGHT, name="a\0b"), [("name", "bad_character")]),
        (replace(RIGHT, starts_on=date(1899, 12, 31)), [("starts_on", "out_of_range")]),
        (replace(RIGHT, starts_on=date(3000, 1, 1)), [("starts_on", "out_of_range")]),
        (replace(RIGHT, minute=-1), [("time", "not_a_time")]),
        (replace(RIGHT, minute=1440), [("time", "not_a_time")]),
        (replace(RIGHT, repeat="hourly"), [("repeat", "unknown_choice")]),
        (replace(RIGHT, every=0), [("every", "out_of_range")]),
        (replace(RIGHT, every=1000), [("every", "out_of_range")]),
        (replace(RIGHT, weekdays=("mon", "Montag")), [("weekdays", "unknown")]),
        (replace(RIGHT, weekday="fr"), [("weekday", "unknown")]),
        (replace(RIGHT, nth=5), [("nth", "unknown_choice")]),
        (replace(RIGHT, nth=0), [("nth", "unknown_choice")]),
        (replace(RIGHT, monthly_by="moon"), [("monthly_by", "unknown_choice")]),
        (replace(RIGHT, ends_on=date(2026, 11, 11)), [("ends_on", "before_start")]),
        (
            replace(RIGHT, channel="pigeon", recipients="all"),
            [("channel", "unknown_choice"), ("recipients", "unknown_choice")],
        ),
        (replace(RIGHT, closes_on=Closing(-1)), [("closes_on.days_after_visit", "out_of_range")]),
        (replace(RIGHT, closes_on=Closing(1000)), [("closes_on.days_after_visit", "out_of_range")]),
    ],
)
def test_what_is_wrong(details: ReminderDetails, found: list[tuple[str, str]]) -> None:
    assert fields(details) == found


def test_an_end_before_the_start_may_be_previewed() -> None:
    assert rule_problems(RuleDetails(starts_on=date(2026, 11, 12), ends_on=date(2026, 11, 1))) == ()


@pytest.mark.parametrize("text", naughty_strings())
def test_a_text_is_stored_or_its_field_is_named(text: str) -> None:
    wrong = [field for field, _ in fields(replace(RIGHT, name=text, text=text))]
    assert ("name" in wrong) == bool(text_problems("name", text, max_length=200, is_required=True))
    assert ("text" in wrong) == bool(text_problems("text", text, max_length=5000))


def test_the_rule_of_what_was_typed() -> None:
    typed = replace(RIGHT, repeat="weekly", weekdays=("thu", "mon", "mon"), weekday="sun", monthly_by="weekday", nth=2)
    expected = Rule(date(2026, 11, 12), Repeat.WEEKLY, weekdays=(0, 3), monthly_by=MonthlyBy.WEEKDAY, nth=2, weekday=6)
    assert rule_from(typed) == expected
    assert details_of(typed) == typed


def test_a_type_has_a_name() -> None:
    check_type_name("Contract")
    for wrong in ("", "  ", "x" * 101, "a\0b"):
        with pytest.raises(Invalid):
            check_type_name(wrong)


def test_a_new_business_begins_with_types_in_its_language() -> None:
    assert {len(first_types(language)) for language in ("da", "sv", "de", "fr", "en")} == {4}
    assert first_types("da")[0] == "Kontrakt"
    assert first_types("fi") == first_types("en")
