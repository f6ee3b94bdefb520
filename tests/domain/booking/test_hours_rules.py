"""Are opening hours judged as api.md bounds them, and do plans make room for one another without losing a day?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.audit.values import SYSTEM, Actor, ActorKind
from kartotek.domain.booking.decisions.hours_rules import (
    closed_day_problems,
    dates_between,
    day_off_problems,
    hours_problems,
    making_room,
    opening_problems,
    overlap,
    plan_problems,
    require_calendar,
    stretch_problems,
    week_problems,
)
from kartotek.domain.booking.values.hours import (
    ClosedDayDetails,
    DayOffDetails,
    HoursDetails,
    OpeningDetails,
    Span,
    Validity,
)
from kartotek.kernel.errors import NotPermitted, Problem

MONDAY = HoursDetails(weekday=0, starts_minute=540, ends_minute=1020)
DEC_1, DEC_24, DEC_31, JAN_1 = date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 1)


def found(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in problems]


@pytest.mark.parametrize(
    "details",
    [
        MONDAY,
        replace(MONDAY, weekday=6, starts_minute=0, ends_minute=1440),
        replace(MONDAY, breaks=(Span(720, 750), Span(540, 560), Span(750, 1020))),
        replace(MONDAY, valid_from=DEC_1, valid_to=DEC_1),
    ],
)
def test_possible_hours_have_no_problems(details: HoursDetails) -> None:
    assert hours_problems(details) == ()


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        (replace(MONDAY, weekday=7), [("weekday", "unknown")]),
        (replace(MONDAY, starts_minute=-1), [("starts", "not_a_time")]),
        (replace(MONDAY, starts_minute=1440), [("starts", "not_a_time")]),
        (replace(MONDAY, ends_minute=1441), [("ends", "not_a_time")]),
        (replace(MONDAY, ends_minute=540), [("ends", "not_after_start")]),
        (replace(MONDAY, starts_minute=-1, ends_minute=-1), [("starts", "not_a_time"), ("ends", "not_a_time")]),
        (replace(MONDAY, breaks=(Span(600, -1),)), [("breaks", "not_a_time")]),
        (replace(MONDAY, breaks=(Span(600, 600),)), [("breaks", "not_after_start")]),
        (replace(MONDAY, breaks=(Span(530, 600),)), [("breaks", "outside")]),
        (replace(MONDAY, breaks=(Span(1000, 1030),)), [("breaks", "outside")]),
        (replace(MONDAY, breaks=(Span(600, 630), Span(620, 640))), [("breaks", "overlaps")]),
        (replace(MONDAY, breaks=(Span(600, 601),) * 21), [("breaks", "too_many")]),
        (replace(MONDAY, valid_from=DEC_24, valid_to=DEC_1), [("valid_to", "before_start")]),
        (
            replace(MONDAY, weekday=-1, ends_minute=0, valid_from=DEC_24, valid_to=DEC_1),
            [("weekday", "unknown"), ("ends", "not_after_start"), ("valid_to", "before_start")],
        ),
    ],
)
def test_impossible_hours_name_the_field(details: HoursDetails, expected: list[tuple[str, str]]) -> None:
    assert found(hours_problems(details)) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (MONDAY, True),
        (replace(MONDAY, weekday=1), False),
        (replace(MONDAY, starts_minute=1020, ends_minute=1080), False),
        (replace(MONDAY, starts_minute=480, ends_minute=540), False),
        (replace(MONDAY, starts_minute=1019, ends_minute=1080), True),
        (replace(MONDAY, valid_from=DEC_31), True),
        (replace(MONDAY, valid_from=JAN_1), False),
        (replace(MONDAY, valid_to=DEC_1), True),
        (replace(MONDAY, valid_to=date(2026, 11, 30)), False),
    ],
)
def test_hours_overlap_when_they_share_a_minute_of_some_date(other: HoursDetails, expected: bool) -> None:
    december = replace(MONDAY, valid_from=DEC_1, valid_to=DEC_31)
    assert overlap(december, other) is expected
    assert overlap(other, december) is expected


def test_week_numbers_its_problems() -> None:
    items = [MONDAY, replace(MONDAY, weekday=1), replace(MONDAY, starts_minute=600), replace(MONDAY, ends_minute=0)]
    assert found(week_problems(items)) == [("items.2.starts", "overlaps"), ("items.3.ends", "not_after_start")]
    assert found(week_problems([MONDAY] * 501)) == [("items", "too_many")]


def test_plan_names_its_validity_once() -> None:
    items = [replace(MONDAY, weekday=day, valid_from=DEC_24, valid_to=DEC_1) for day in (0, 0, 9)]
    assert found(plan_problems(Validity(DEC_24, DEC_1), items)) == [
        ("valid_to", "before_start"),
        ("items.1.starts", "overlaps"),
        ("items.2.weekday", "unknown"),
    ]
    assert plan_problems(Validity(None, DEC_1), [MONDAY]) == ()


def test_christmas_plan_splits_the_usual_one() -> None:
    assert making_room([MONDAY], DEC_24, DEC_31) == [
        replace(MONDAY, valid_to=date(2026, 12, 23)),
        replace(MONDAY, valid_from=JAN_1),
    ]


def test_open_plan_ends_the_one_before_and_swallows_later_ones() -> None:
    later = replace(MONDAY, valid_from=DEC_24)
    earlier = replace(MONDAY, valid_to=date(2026, 11, 30))
    assert making_room([earlier, MONDAY, later], DEC_1, None) == [
        earlier,
        replace(MONDAY, valid_to=date(2026, 11, 30)),
    ]
    assert making_room([MONDAY, later], None, DEC_31) == [
        replace(MONDAY, valid_from=JAN_1),
        replace(MONDAY, valid_from=JAN_1),
    ]
    assert making_room([MONDAY], None, None) == []
    assert making_room([MONDAY], date.min, date.max) == []


BASE = date(2026, 1, 1)
DATES = st.none() | st.integers(0, 20).map(lambda days: BASE + timedelta(days=days))


@given(DATES, DATES, DATES, DATES)
def test_room_is_exactly_what_lies_outside(
    item_from: date | None, item_to: date | None, first_on: date | None, last_on: date | None
) -> None:
    if (item_from and item_to and item_from > item_to) or (first_on and last_on and first_on > last_on):
        return
    item = replace(MONDAY, valid_from=item_from, valid_to=item_to)
    kept = making_room([item], first_on, last_on)

    def holds(each: HoursDetails, on: date) -> bool:
        return (each.valid_from or date.min) <= on <= (each.valid_to or date.max)

    for on in (BASE + timedelta(days=days) for days in range(-2, 24)):
        is_outside = not ((first_on or date.min) <= on <= (last_on or date.max))
        assert sum(holds(each, on) for each in kept) == int(holds(item, on) and is_outside)


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        (DayOffDetails(from_on=DEC_1, to_on=DEC_1), []),
        (DayOffDetails(from_on=DEC_1, to_on=DEC_24, starts_minute=0, ends_minute=1440, note="🏖"), []),
        (DayOffDetails(from_on=DEC_24, to_on=DEC_1), [("to", "before_start")]),
        (DayOffDetails(from_on=DEC_1, to_on=DEC_1, starts_minute=600), [("ends", "required")]),
        (DayOffDetails(from_on=DEC_1, to_on=DEC_1, ends_minute=600), [("starts", "required")]),
        (
            DayOffDetails(from_on=DEC_24, to_on=DEC_1, starts_minute=60, ends_minute=60, note="x" * 201),
            [("to", "before_start"), ("ends", "not_after_start"), ("note", "too_long")],
        ),
    ],
)
def test_absence_is_whole_days_or_the_same_part_of_each(
    details: DayOffDetails, expected: list[tuple[str, str]]
) -> None:
    assert found(day_off_problems(details)) == expected


def test_opening_is_a_stretch_of_one_day() -> None:
    assert opening_problems(OpeningDetails(on=DEC_24, starts_minute=0, ends_minute=1440)) == ()
    wrong = OpeningDetails(on=DEC_24, starts_minute=60, ends_minute=1441, note="\0")
    assert found(opening_problems(wrong)) == [("ends", "not_a_time"), ("note", "bad_character")]


def test_closed_days_span_a_year_at_most() -> None:
    assert stretch_problems(DEC_24, DEC_24) == ()
    assert stretch_problems(DEC_24, DEC_24 + timedelta(days=365)) == ()
    assert found(stretch_problems(DEC_24, DEC_24 + timedelta(days=366))) == [("to", "too_long")]
    assert found(stretch_problems(DEC_24, DEC_1)) == [("to", "before_start")]
    assert dates_between(DEC_31, JAN_1) == [DEC_31, JAN_1]
    assert found(closed_day_problems(ClosedDayDetails(on=DEC_24, name="x" * 201))) == [("name", "too_long")]


def test_own_calendar_may_be_changed_by_its_practitioner() -> None:
    practitioner = Actor(kind=ActorKind.STAFF, id=7, name="Élodie")
    customer = Actor(kind=ActorKind.CUSTOMER, id=7, name="Anders")
    require_calendar(practitioner, 7)
    require_calendar(SYSTEM, None)
    for actor, membership_id in ((practitioner, 8), (practitioner, None), (customer, 7)):
        with pytest.raises(NotPermitted):
            require_calendar(actor, membership_id)
