"""Examples of what changes opening hours, absences and closed days."""

from collections.abc import Callable
from datetime import date

from tests.architecture.examples import Stage, example
from tests.factories.catalog import make_employee
from tests.factories.hours import make_closed_day, make_day_off, make_hours, make_opening

from kartotek.domain.booking.actions import days, hours
from kartotek.domain.booking.values.hours import (
    ClosedDayDetails,
    DayOffDetails,
    HoursDetails,
    OpeningDetails,
    Plan,
    Validity,
)

Do = Callable[[], object]
CHRISTMAS = date(2026, 12, 24)
MORNING = HoursDetails(weekday=0, starts_minute=540, ends_minute=720)


@example(hours.add_hours)
def _add_hours(stage: Stage) -> Do:
    who = make_employee(stage.business)
    return lambda: hours.add_hours(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=who.pk, details=MORNING
    )


@example(hours.edit_hours)
def _edit_hours(stage: Stage) -> Do:
    row = make_hours(make_employee(stage.business))
    where = (row.employee_id, row.pk)
    return lambda: hours.edit_hours(
        actor=stage.owner, now=stage.now, business=stage.business, where=where, changes={"ends_minute": 960}
    )


@example(hours.delete_hours)
def _delete_hours(stage: Stage) -> Do:
    row = make_hours(make_employee(stage.business))
    where = (row.employee_id, row.pk)
    return lambda: hours.delete_hours(actor=stage.owner, now=stage.now, business=stage.business, where=where)


@example(hours.replace_week)
def _replace_week(stage: Stage) -> Do:
    who = make_employee(stage.business)
    return lambda: hours.replace_week(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=who.pk, items=[MORNING]
    )


@example(hours.save_plan)
def _save_plan(stage: Stage) -> Do:
    who = make_employee(stage.business)
    plan = Plan(validity=Validity(None, None), items=(MORNING,))
    return lambda: hours.save_plan(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=who.pk, plan=plan
    )


@example(hours.delete_plan)
def _delete_plan(stage: Stage) -> Do:
    row = make_hours(make_employee(stage.business))
    return lambda: hours.delete_plan(
        actor=stage.owner,
        now=stage.now,
        business=stage.business,
        employee_id=row.employee_id,
        validity=Validity(None, None),
    )


@example(days.add_day_off)
def _add_day_off(stage: Stage) -> Do:
    who = make_employee(stage.business)
    return lambda: days.add_day_off(
        actor=stage.owner,
        now=stage.now,
        business=stage.business,
        employee_id=who.pk,
        details=DayOffDetails(from_on=CHRISTMAS, to_on=CHRISTMAS),
    )


@example(days.edit_day_off)
def _edit_day_off(stage: Stage) -> Do:
    row = make_day_off(make_employee(stage.business), CHRISTMAS)
    where = (row.employee_id, row.pk)
    return lambda: days.edit_day_off(
        actor=stage.owner, now=stage.now, business=stage.business, where=where, changes={"note": "Dentist"}
    )


@example(days.delete_day_off)
def _delete_day_off(stage: Stage) -> Do:
    row = make_day_off(make_employee(stage.business), CHRISTMAS)
    where = (row.employee_id, row.pk)
    return lambda: days.delete_day_off(actor=stage.owner, now=stage.now, business=stage.business, where=where)


@example(days.add_opening)
def _add_opening(stage: Stage) -> Do:
    who = make_employee(stage.business)
    return lambda: days.add_opening(
        actor=stage.owner,
        now=stage.now,
        business=stage.business,
        employee_id=who.pk,
        details=OpeningDetails(on=CHRISTMAS, starts_minute=540, ends_minute=720),
    )


@example(days.edit_opening)
def _edit_opening(stage: Stage) -> Do:
    row = make_opening(make_employee(stage.business), CHRISTMAS)
    where = (row.employee_id, row.pk)
    return lambda: days.edit_opening(
        actor=stage.owner, now=stage.now, business=stage.business, where=where, changes={"note": "Fair"}
    )


@example(days.delete_opening)
def _delete_opening(stage: Stage) -> Do:
    row = make_opening(make_employee(stage.business), CHRISTMAS)
    where = (row.employee_id, row.pk)
    return lambda: days.delete_opening(actor=stage.owner, now=stage.now, business=stage.business, where=where)


@example(days.add_closed_days)
def _add_closed_days(stage: Stage) -> Do:
    return lambda: days.add_closed_days(
        actor=stage.owner,
        now=stage.now,
        business=stage.business,
        details=ClosedDayDetails(on=CHRISTMAS, name="Christmas"),
    )


@example(days.edit_closed_day)
def _edit_closed_day(stage: Stage) -> Do:
    row = make_closed_day(stage.business, CHRISTMAS)
    return lambda: days.edit_closed_day(
        actor=stage.owner, now=stage.now, business=stage.business, closed_day_id=row.pk, changes={"name": "Yule"}
    )


@example(days.delete_closed_day)
def _delete_closed_day(stage: Stage) -> Do:
    row = make_closed_day(stage.business, CHRISTMAS)
    return lambda: days.delete_closed_day(
        actor=stage.owner, now=stage.now, business=stage.business, closed_day_id=row.pk
    )
