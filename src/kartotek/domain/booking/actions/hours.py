"""Change when an employee works in the week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.decisions.hours_rules import (
    details_of,
    hours_problems,
    overlap,
    overlaps_at,
    plan_problems,
    require_calendar,
    week_problems,
    with_plan,
)
from kartotek.domain.booking.models import WeeklyHours
from kartotek.domain.booking.queries.hours import get_hours, list_hours, week_version
from kartotek.domain.booking.values.hours import HoursChanges, HoursDetails, HoursItem, Plan, Validity
from kartotek.domain.catalog.models import Employee
from kartotek.domain.catalog.values import BusinessValues
from kartotek.kernel.errors import Invalid, NotFound, Stale
from kartotek.kernel.periods import minute_text
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version

By = tuple[Actor, datetime, int]
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add_hours(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, details: HoursDetails
) -> HoursItem:
    """Add a stretch of weekly hours; raises NotPermitted, NotFound, Invalid."""
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        _require_valid(details, list_hours(employee.pk))
        row = _stored(employee, details)
        _record_week((actor, now, business.id), employee, "hours.added", ([], [details]))
        return get_hours(employee.pk, row.pk)


def edit_hours(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    where: tuple[int, int],
    changes: HoursChanges,
    expected_version: int | None = None,
) -> HoursItem:
    """Change a stretch of weekly hours, `where` being the employee and the hours; raises NotPermitted, NotFound, Stale,
    Invalid.
    """
    employee_id, hours_id = where
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        row = _row(employee.pk, hours_id)
        check_version(row, expected_version)
        before = details_of(get_hours(employee.pk, row.pk))
        after = replace(before, **changes)
        _require_valid(after, [item for item in list_hours(employee.pk) if item.id != row.pk])
        _fill(row, after)
        row.version += 1
        row.save()
        _record_week((actor, now, business.id), employee, "hours.edited", ([before], [after]))
        return get_hours(employee.pk, row.pk)


def delete_hours(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    where: tuple[int, int],
    expected_version: int | None = None,
) -> None:
    """Delete a stretch of weekly hours; raises NotPermitted, NotFound, Stale."""
    employee_id, hours_id = where
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        row = _row(employee.pk, hours_id)
        check_version(row, expected_version)
        before = details_of(get_hours(employee.pk, row.pk))
        row.delete()
        _record_week((actor, now, business.id), employee, "hours.deleted", ([before], []))


def replace_week(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    employee_id: int,
    items: Sequence[HoursDetails],
    expected_version: int | None = None,
) -> list[HoursItem]:
    """Let these be all weekly hours of an employee; raises NotPermitted, NotFound, Stale, Invalid."""
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        there = _week(employee.pk, expected_version)
        problems = week_problems(items)
        if problems:
            raise Invalid(problems=problems)
        _write_week((actor, now, business.id), employee, (there, items))
        return list_hours(employee.pk)


def save_plan(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    employee_id: int,
    plan: Plan,
    expected_version: int | None = None,
) -> list[HoursItem]:
    """Store a week that is valid for a time, in place of the plan `replaces`; other plans make room for that time.

    Raises NotPermitted, NotFound, Stale, Invalid (fields `items.n.…` and `valid_to`).
    """
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        there = _week(employee.pk, expected_version)
        problems = plan_problems(plan.validity, plan.items)
        if problems:
            raise Invalid(problems=problems)
        _write_week((actor, now, business.id), employee, (there, with_plan(there, plan)))
        return list_hours(employee.pk)


def delete_plan(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    employee_id: int,
    validity: Validity,
    expected_version: int | None = None,
) -> list[HoursItem]:
    """Delete all weekly hours of exactly this validity; raises NotPermitted, NotFound, Stale."""
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        there = _week(employee.pk, expected_version)
        kept = [details_of(item) for item in there if _validity(item) != validity]
        if len(kept) == len(there):
            raise NotFound
        _write_week((actor, now, business.id), employee, (there, kept))
        return list_hours(employee.pk)


def hold_employee(employee_id: int, actor: Actor) -> Employee:
    """The employee's row, held, if the actor may change that calendar; raises NotFound, NotPermitted."""
    employee = locks.hold_rows(Employee.objects.filter(pk=employee_id)).first()
    if employee is None:
        raise NotFound
    require_calendar(actor, employee.membership_id)
    return employee


def _row(employee_id: int, hours_id: int) -> WeeklyHours:
    return WeeklyHours.objects.get(pk=get_hours(employee_id, hours_id).id)


def _week(employee_id: int, expected_version: int | None) -> list[HoursItem]:
    there = list_hours(employee_id)
    if expected_version is not None and week_version(there) != expected_version:
        raise Stale
    return there


def _validity(item: HoursDetails) -> Validity:
    return Validity(item.valid_from, item.valid_to)


def _require_valid(details: HoursDetails, others: Sequence[HoursDetails]) -> None:
    problems = hours_problems(details)
    if any(overlap(details, other) for other in others):
        problems = (*problems, overlaps_at("starts"))
    if problems:
        raise Invalid(problems=problems)


def _write_week(by: By, employee: Employee, change: tuple[Sequence[HoursItem], Sequence[HoursDetails]]) -> None:
    """Delete what is no longer wanted and add what is new; rows that stay as they are keep their identity."""
    there, wanted = change
    missing = [replace(details_of(item), breaks=tuple(sorted(item.breaks))) for item in wanted]
    gone = []
    for item in there:
        plain = details_of(item)
        if plain in missing:
            missing.remove(plain)
        else:
            gone.append(item)
    WeeklyHours.objects.filter(pk__in=[item.id for item in gone]).delete()
    for details in missing:
        _stored(employee, details)
    if gone or missing:
        _record_week(by, employee, "hours.replaced", (gone, missing))


def _stored(employee: Employee, details: HoursDetails) -> WeeklyHours:
    row = WeeklyHours(business_id=employee.business_id, employee=employee)
    _fill(row, details)
    row.save()
    return row


def _fill(row: WeeklyHours, details: HoursDetails) -> None:
    row.weekday = details.weekday
    row.starts_minute = details.starts_minute
    row.ends_minute = details.ends_minute
    row.breaks = [list(pause) for pause in sorted(details.breaks)]
    row.valid_from = details.valid_from
    row.valid_to = details.valid_to


def _record_week(
    by: By, employee: Employee, action: str, change: tuple[Sequence[HoursDetails], Sequence[HoursDetails]]
) -> None:
    actor, now, business_id = by
    before, after = change
    record(
        actor=actor,
        now=now,
        business_id=business_id,
        action=action,
        target=Target("employee", employee.pk),
        changes={"hours": ([_said(item) for item in before], [_said(item) for item in after])},
    )


def _said(item: HoursDetails) -> str:
    """“mon 09:00-17:00 (12:00-12:30) 2026-12-01/”: hours as the audit log keeps them."""
    breaks = "".join(f" ({minute_text(pause[0])}-{minute_text(pause[1])})" for pause in sorted(item.breaks))
    validity = "" if item.valid_from is None and item.valid_to is None else f" {item.valid_from}/{item.valid_to}"
    times = f"{minute_text(item.starts_minute)}-{minute_text(item.ends_minute)}"
    return f"{_WEEKDAYS[item.weekday]} {times}{breaks}{validity}"
