"""Are hours, absences, openings and closed days changed as said, with an entry, by whoever may?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TypedDict

import pytest
from tests.factories.catalog import make_employee
from tests.factories.hours import make_closed_day, make_day_off, make_hours, make_opening
from tests.personas import membership_of

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import days, hours
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import (
    ClosedDayDetails,
    DayOffDetails,
    HoursDetails,
    OpeningDetails,
    Plan,
    Span,
    Validity,
)
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

pytestmark = pytest.mark.usefixtures("scoped")

Act = Callable[..., object]
MONDAY = HoursDetails(weekday=0, starts_minute=540, ends_minute=1020)
NOV_30, DEC_1, DEC_24, DEC_31 = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 31)
OPEN = Validity(None, None)


class By(TypedDict):
    """Who acts, when, where."""

    actor: Actor
    now: datetime
    business: Business


@pytest.fixture
def by(owner: Actor, now: datetime, business: Business) -> By:
    """The owner, now, in her business."""
    return By(actor=owner, now=now, business=business)


@pytest.fixture
def employee(business: Business) -> Employee:
    """Somebody with a calendar."""
    return make_employee(business)


def entries() -> list[tuple[str, dict[str, list[object]]]]:
    return [(row.action, row.change.changes) for row in Entry.objects.select_related("change").order_by("id")]


def faults(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        act()
    return [(problem.field, problem.code) for problem in caught.value.problems]


def week(employee: Employee) -> list[tuple[int, int, int, date | None, date | None]]:
    return [
        (item.weekday, item.starts_minute, item.ends_minute, item.valid_from, item.valid_to)
        for item in queries.list_hours(employee.pk)
    ]


def test_hours_are_added_changed_and_deleted(by: By, employee: Employee) -> None:
    details = replace(MONDAY, breaks=(Span(720, 750), Span(600, 610)))
    added = hours.add_hours(**by, employee_id=employee.pk, details=details)
    assert added.breaks == (Span(600, 610), Span(720, 750))
    where = (employee.pk, added.id)
    edited = hours.edit_hours(
        **by, where=where, changes={"ends_minute": 1440, "breaks": (), "valid_from": DEC_1}, expected_version=1
    )
    assert (edited.ends_minute, edited.breaks, edited.valid_from, edited.version) == (1440, (), DEC_1, 2)
    hours.delete_hours(**by, where=where, expected_version=2)
    assert week(employee) == []
    assert entries() == [
        ("hours.added", {"hours": [[], ["mon 09:00-17:00 (10:00-10:10) (12:00-12:30)"]]}),
        (
            "hours.edited",
            {"hours": [["mon 09:00-17:00 (10:00-10:10) (12:00-12:30)"], ["mon 09:00-24:00 2026-12-01/None"]]},
        ),
        ("hours.deleted", {"hours": [["mon 09:00-24:00 2026-12-01/None"], []]}),
    ]


def test_overlapping_hours_are_refused_at_the_start(by: By, employee: Employee) -> None:
    first = make_hours(employee, 0, "09:00", "12:00")
    second = make_hours(employee, 0, "13:00", "17:00")
    details = replace(MONDAY, starts_minute=1019, ends_minute=600)
    assert faults(lambda: hours.add_hours(**by, employee_id=employee.pk, details=details)) == [
        ("ends", "not_after_start"),
    ]
    assert faults(lambda: hours.add_hours(**by, employee_id=employee.pk, details=MONDAY)) == [("starts", "overlaps")]
    change = partial(hours.edit_hours, **by, where=(employee.pk, second.pk))
    assert faults(lambda: change(changes={"starts_minute": 700})) == [("starts", "overlaps")]
    assert change(changes={"starts_minute": 720}).id == second.pk
    assert queries.get_hours(employee.pk, first.pk).version == 1


def test_replaced_week_keeps_the_identity_of_what_stays(by: By, employee: Employee) -> None:
    stays = make_hours(employee, 0, breaks=(("10:00", "10:30"), ("12:00", "12:30")))
    make_hours(employee, 1)
    monday = replace(MONDAY, breaks=(Span(720, 750), Span(600, 630)))
    seen = queries.week_version(queries.list_hours(employee.pk))
    items = hours.replace_week(
        **by, employee_id=employee.pk, items=[monday, replace(MONDAY, weekday=2)], expected_version=seen
    )
    assert [(item.weekday, item.id == stays.pk) for item in items] == [(0, True), (2, False)]
    assert hours.replace_week(**by, employee_id=employee.pk, items=items) == items
    assert entries() == [("hours.replaced", {"hours": [["tue 09:00-17:00"], ["wed 09:00-17:00"]]})]
    with pytest.raises(Stale):
        hours.replace_week(**by, employee_id=employee.pk, items=[], expected_version=seen)
    assert hours.replace_week(**by, employee_id=employee.pk, items=[]) == []


def test_week_with_faults_changes_nothing(by: By, employee: Employee) -> None:
    make_hours(employee)
    items = [MONDAY, MONDAY, replace(MONDAY, weekday=8)]
    assert faults(lambda: hours.replace_week(**by, employee_id=employee.pk, items=items)) == [
        ("items.1.starts", "overlaps"),
        ("items.2.weekday", "unknown"),
    ]
    assert week(employee) == [(0, 540, 1020, None, None)]


def test_new_plan_ends_the_one_before_it(by: By, employee: Employee) -> None:
    make_hours(employee)
    plan = Plan(validity=Validity(DEC_1, None), items=(replace(MONDAY, ends_minute=900),))
    hours.save_plan(**by, employee_id=employee.pk, plan=plan)
    assert week(employee) == [(0, 540, 1020, None, NOV_30), (0, 540, 900, DEC_1, None)]
    christmas = Plan(validity=Validity(DEC_24, DEC_31), items=())
    hours.save_plan(**by, employee_id=employee.pk, plan=christmas)
    assert week(employee) == [
        (0, 540, 1020, None, NOV_30),
        (0, 540, 900, DEC_1, date(2026, 12, 23)),
        (0, 540, 900, date(2027, 1, 1), None),
    ]


def test_saved_plan_takes_the_place_of_the_one_it_replaces(by: By, employee: Employee) -> None:
    make_hours(employee, valid_from=DEC_1)
    seen = queries.week_version(queries.list_hours(employee.pk))
    plan = Plan(validity=Validity(DEC_24, None), items=(replace(MONDAY, weekday=4),), replaces=Validity(DEC_1, None))
    hours.save_plan(**by, employee_id=employee.pk, plan=plan, expected_version=seen)
    assert week(employee) == [(4, 540, 1020, DEC_24, None)]
    with pytest.raises(Stale):
        hours.save_plan(**by, employee_id=employee.pk, plan=plan, expected_version=seen)


def test_plan_with_faults_is_refused(by: By, employee: Employee) -> None:
    plan = Plan(validity=Validity(DEC_24, DEC_1), items=(MONDAY, MONDAY))
    assert faults(lambda: hours.save_plan(**by, employee_id=employee.pk, plan=plan)) == [
        ("valid_to", "before_start"),
        ("items.1.starts", "overlaps"),
    ]


def test_plan_is_deleted_whole_and_others_stay(by: By, employee: Employee) -> None:
    make_hours(employee, 0, valid_to=NOV_30)
    make_hours(employee, 1, valid_to=NOV_30)
    make_hours(employee, 2, valid_from=DEC_1)
    left = hours.delete_plan(**by, employee_id=employee.pk, validity=Validity(None, NOV_30))
    assert [item.weekday for item in left] == [2]
    with pytest.raises(NotFound):
        hours.delete_plan(**by, employee_id=employee.pk, validity=OPEN)


def test_absence_is_added_changed_and_taken_back(by: By, employee: Employee) -> None:
    details = DayOffDetails(from_on=DEC_24, to_on=DEC_31, note="Holiday")
    added = days.add_day_off(**by, employee_id=employee.pk, details=details)
    where = (employee.pk, added.id)
    edited = days.edit_day_off(
        **by,
        where=where,
        changes={"to_on": DEC_24, "starts_minute": 780, "ends_minute": 900},
        expected_version=1,
    )
    assert (edited.to_on, edited.starts_minute, edited.note, edited.version) == (DEC_24, 780, "Holiday", 2)
    assert days.edit_day_off(**by, where=where, changes={"note": "Holiday"}).version == 2
    days.delete_day_off(**by, where=where, expected_version=2)
    assert queries.list_days_off(employee.pk) == []
    made, changed, gone = entries()
    assert made == (
        "day_off.added",
        {
            "from_on": [None, "2026-12-24"],
            "to_on": [None, "2026-12-31"],
            "starts_minute": [None, None],
            "ends_minute": [None, None],
            "note": [None, "Holiday"],
        },
    )
    assert changed == (
        "day_off.edited",
        {"to_on": ["2026-12-31", "2026-12-24"], "starts_minute": [None, 780], "ends_minute": [None, 900]},
    )
    assert gone[0] == "day_off.deleted"


def test_opening_is_added_changed_and_taken_back(by: By, employee: Employee) -> None:
    details = OpeningDetails(on=DEC_24, starts_minute=540, ends_minute=780)
    added = days.add_opening(**by, employee_id=employee.pk, details=details)
    where = (employee.pk, added.id)
    edited = days.edit_opening(**by, where=where, changes={"ends_minute": 1440}, expected_version=1)
    assert (edited.ends_minute, edited.version) == (1440, 2)
    days.delete_opening(**by, where=where, expected_version=2)
    assert queries.list_openings(employee.pk) == []
    assert [action for action, _ in entries()] == ["opening.added", "opening.edited", "opening.deleted"]


def test_impossible_absence_and_opening_are_refused(by: By, employee: Employee) -> None:
    away, extra = make_day_off(employee, DEC_24), make_opening(employee, DEC_24)
    assert faults(
        lambda: days.add_day_off(**by, employee_id=employee.pk, details=DayOffDetails(from_on=DEC_24, to_on=DEC_1))
    ) == [("to", "before_start")]
    assert faults(lambda: days.edit_day_off(**by, where=(employee.pk, away.pk), changes={"starts_minute": 5})) == [
        ("ends", "required")
    ]
    assert faults(lambda: days.edit_opening(**by, where=(employee.pk, extra.pk), changes={"ends_minute": 5})) == [
        ("ends", "not_after_start")
    ]
    wrong = OpeningDetails(on=DEC_24, starts_minute=5, ends_minute=5)
    assert faults(lambda: days.add_opening(**by, employee_id=employee.pk, details=wrong)) == [
        ("ends", "not_after_start")
    ]


def test_closed_days_are_added_changed_and_opened_again(by: By) -> None:
    eve = days.add_closed_days(**by, details=ClosedDayDetails(on=DEC_24, name="Jul"))[0]
    more = days.add_closed_days(
        **by, details=ClosedDayDetails(on=date(2026, 12, 23), name="Jul"), last_on=date(2026, 12, 26)
    )
    assert [item.on.day for item in more] == [23, 25, 26]
    assert faults(lambda: days.add_closed_days(**by, details=ClosedDayDetails(on=DEC_24))) == [("date", "taken")]
    change = partial(days.edit_closed_day, **by, closed_day_id=eve.id)
    assert change(changes={"name": "Juleaften"}, expected_version=1).version == 2
    assert faults(lambda: change(changes={"on": date(2026, 12, 25)})) == [("date", "taken")]
    assert faults(lambda: change(changes={"name": "x" * 201})) == [("name", "too_long")]
    assert change(changes={"on": DEC_31}).on == DEC_31
    days.delete_closed_day(**by, closed_day_id=eve.id, expected_version=3)
    assert [item.on.day for item in queries.list_closed_days()] == [23, 25, 26]
    assert [action for action, _ in entries()] == [
        *["closed_day.added"] * 4,
        *["closed_day.edited"] * 2,
        "closed_day.deleted",
    ]


def test_impossible_closed_days_are_refused_at_once(by: By) -> None:
    details = ClosedDayDetails(on=DEC_24, name="\0")
    assert faults(lambda: days.add_closed_days(**by, details=details, last_on=DEC_1)) == [
        ("name", "bad_character"),
        ("to", "before_start"),
    ]


def calendar_actions(employee: Employee) -> tuple[list[Act], list[Act]]:
    """Each action on an employee's calendar: those that heed a version, those that do not."""
    stretch, away, extra = make_hours(employee), make_day_off(employee, DEC_24), make_opening(employee, DEC_24)
    versioned: list[Act] = [
        partial(hours.edit_hours, where=(employee.pk, stretch.pk), changes={}),
        partial(days.edit_day_off, where=(employee.pk, away.pk), changes={}),
        partial(days.edit_opening, where=(employee.pk, extra.pk), changes={}),
        partial(days.delete_day_off, where=(employee.pk, away.pk)),
        partial(days.delete_opening, where=(employee.pk, extra.pk)),
        partial(hours.delete_hours, where=(employee.pk, stretch.pk)),
    ]
    day = replace(MONDAY, weekday=5)
    plain: list[Act] = [
        partial(hours.add_hours, employee_id=employee.pk, details=day),
        partial(hours.replace_week, employee_id=employee.pk, items=[MONDAY]),
        partial(hours.save_plan, employee_id=employee.pk, plan=Plan(validity=OPEN, items=(MONDAY,))),
        partial(hours.delete_plan, employee_id=employee.pk, validity=OPEN),
        partial(days.add_day_off, employee_id=employee.pk, details=DayOffDetails(from_on=DEC_1, to_on=DEC_1)),
        partial(
            days.add_opening,
            employee_id=employee.pk,
            details=OpeningDetails(on=DEC_1, starts_minute=0, ends_minute=5),
        ),
    ]
    return versioned, plain


def closing_actions(business: Business) -> list[Act]:
    closed = make_closed_day(business, DEC_24)
    return [
        partial(days.edit_closed_day, closed_day_id=closed.pk, changes={}),
        partial(days.delete_closed_day, closed_day_id=closed.pk),
    ]


def test_practitioner_changes_the_own_calendar(by: By, business: Business, practitioner: Actor) -> None:
    by["actor"] = practitioner
    own = make_employee(business, "Élodie", membership=membership_of(practitioner))
    for group in calendar_actions(own):
        for act in group:
            act(**by)


def test_practitioner_changes_no_other_calendar_and_closes_nothing(
    by: By, business: Business, employee: Employee, practitioner: Actor
) -> None:
    by["actor"] = practitioner
    versioned, plain = calendar_actions(employee)
    closing: list[Act] = [*closing_actions(business), partial(days.add_closed_days, details=ClosedDayDetails(on=DEC_1))]
    for act in [*versioned, *plain, *closing]:
        with pytest.raises(NotPermitted):
            act(**by)
    assert entries() == []


def test_another_tenants_calendar_does_not_exist(by: By, other_business: Business) -> None:
    versioned, plain = calendar_actions(make_employee(other_business))
    for act in [*versioned, *plain, *closing_actions(other_business)]:
        with pytest.raises(NotFound):
            act(**by)


def test_a_row_of_another_employee_does_not_exist(by: By, business: Business, employee: Employee) -> None:
    versioned, _ = calendar_actions(make_employee(business, "Somebody else"))
    for act in versioned:
        where = (employee.pk, act.keywords["where"][1])  # type: ignore[attr-defined]  # each is a partial
        with pytest.raises(NotFound):
            act(**by, where=where)


def test_change_of_an_older_version_is_stale(by: By, business: Business, employee: Employee) -> None:
    for act in [*calendar_actions(employee)[0], *closing_actions(business)]:
        with pytest.raises(Stale):
            act(**by, expected_version=7)
    of_week: list[Act] = [partial(hours.replace_week, items=[]), partial(hours.delete_plan, validity=OPEN)]
    for act in of_week:
        with pytest.raises(Stale):
            act(**by, employee_id=employee.pk, expected_version=7)
    assert entries() == []
