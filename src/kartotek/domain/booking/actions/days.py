"""Change on which dates an employee is away or works besides the week, and when the whole business is closed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.actions.hours import hold_employee
from kartotek.domain.booking.decisions.hours_rules import (
    Problems,
    closed_day_problems,
    dates_between,
    day_off_problems,
    opening_problems,
    stretch_problems,
)
from kartotek.domain.booking.models import ClosedDay, DayOff, Opening
from kartotek.domain.booking.queries.hours import (
    closed_day_item,
    get_closed_day,
    get_day_off,
    get_opening,
    list_closed_days,
)
from kartotek.domain.booking.values.hours import (
    ClosedDayChanges,
    ClosedDayDetails,
    ClosedDayItem,
    DayOffChanges,
    DayOffDetails,
    DayOffItem,
    OpeningChanges,
    OpeningDetails,
    OpeningItem,
)
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog
from kartotek.domain.catalog.values import BusinessValues
from kartotek.kernel.errors import Invalid, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import Changes, check_version, write_changes

By = tuple[Actor, datetime, int]
_TAKEN = gettext_noop("This day is closed already.")


def add_day_off(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, details: DayOffDetails
) -> DayOffItem:
    """Let an employee be away; bookings of that time stay. Raises NotPermitted, NotFound, Invalid."""
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        _require_valid(day_off_problems(details))
        row = DayOff.objects.create(business_id=business.id, employee=employee, **vars(details))
        _record((actor, now, business.id), "day_off.added", Target("employee", employee.pk), _made(vars(details)))
        return get_day_off(employee.pk, row.pk)


def edit_day_off(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    where: tuple[int, int],
    changes: DayOffChanges,
    expected_version: int | None = None,
) -> DayOffItem:
    """Change an absence, `where` being the employee and the absence; raises NotPermitted, NotFound, Stale, Invalid."""
    employee_id, day_off_id = where
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        item = get_day_off(employee.pk, day_off_id)
        row = DayOff.objects.get(pk=item.id)
        check_version(row, expected_version)
        after = replace(_day_off_details(item), **changes)
        _require_valid(day_off_problems(after))
        _record(
            (actor, now, business.id),
            "day_off.edited",
            Target("employee", employee.pk),
            write_changes(row, vars(after)),
        )
        return get_day_off(employee.pk, row.pk)


def delete_day_off(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    where: tuple[int, int],
    expected_version: int | None = None,
) -> None:
    """Take an absence back; raises NotPermitted, NotFound, Stale."""
    employee_id, day_off_id = where
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        item = get_day_off(employee.pk, day_off_id)
        row = DayOff.objects.get(pk=item.id)
        check_version(row, expected_version)
        row.delete()
        _record(
            (actor, now, business.id),
            "day_off.deleted",
            Target("employee", employee.pk),
            _gone(vars(_day_off_details(item))),
        )


def add_opening(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, details: OpeningDetails
) -> OpeningItem:
    """Let an employee work besides the week, on a closed day too; raises NotPermitted, NotFound, Invalid."""
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        _require_valid(opening_problems(details))
        row = Opening.objects.create(business_id=business.id, employee=employee, **vars(details))
        _record((actor, now, business.id), "opening.added", Target("employee", employee.pk), _made(vars(details)))
        return get_opening(employee.pk, row.pk)


def edit_opening(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    where: tuple[int, int],
    changes: OpeningChanges,
    expected_version: int | None = None,
) -> OpeningItem:
    """Change an opening, `where` being the employee and the opening; raises NotPermitted, NotFound, Stale, Invalid."""
    employee_id, opening_id = where
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        item = get_opening(employee.pk, opening_id)
        row = Opening.objects.get(pk=item.id)
        check_version(row, expected_version)
        after = replace(_opening_details(item), **changes)
        _require_valid(opening_problems(after))
        _record(
            (actor, now, business.id),
            "opening.edited",
            Target("employee", employee.pk),
            write_changes(row, vars(after)),
        )
        return get_opening(employee.pk, row.pk)


def delete_opening(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    where: tuple[int, int],
    expected_version: int | None = None,
) -> None:
    """Take an extra opening back; bookings of that time stay. Raises NotPermitted, NotFound, Stale."""
    employee_id, opening_id = where
    with locks.holding():
        employee = hold_employee(employee_id, actor)
        item = get_opening(employee.pk, opening_id)
        row = Opening.objects.get(pk=item.id)
        check_version(row, expected_version)
        row.delete()
        _record(
            (actor, now, business.id),
            "opening.deleted",
            Target("employee", employee.pk),
            _gone(vars(_opening_details(item))),
        )


def add_closed_days(
    *, actor: Actor, now: datetime, business: BusinessValues, details: ClosedDayDetails, last_on: date | None = None
) -> list[ClosedDayItem]:
    """Close the business on a date, or on every date up to `last_on`; raises NotPermitted, Invalid.

    Dates that are closed already stay as they are; when all of them are, that is Invalid.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    last = last_on or details.on
    _require_valid((*closed_day_problems(details), *stretch_problems(details.on, last)))
    with locks.holding():
        hold_catalog(business.id)
        closed = {item.on for item in list_closed_days(since=details.on)}
        wanted = [on for on in dates_between(details.on, last) if on not in closed]
        if not wanted:
            raise invalid("date", "taken", _TAKEN)
        rows = [ClosedDay.objects.create(business_id=business.id, on=on, name=details.name) for on in wanted]
        by = (actor, now, business.id)
        for row in rows:
            _record(by, "closed_day.added", Target("closed_day", row.pk), _made({"on": row.on, "name": row.name}))
        return [closed_day_item(row) for row in rows]


def edit_closed_day(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    closed_day_id: int,
    changes: ClosedDayChanges,
    expected_version: int | None = None,
) -> ClosedDayItem:
    """Change the date or the name of a closed day; raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        item = get_closed_day(closed_day_id)
        row = ClosedDay.objects.get(pk=item.id)
        check_version(row, expected_version)
        after = replace(ClosedDayDetails(on=row.on, name=row.name), **changes)
        _require_valid(closed_day_problems(after))
        if after.on != row.on and any(other.on == after.on for other in list_closed_days()):
            raise invalid("date", "taken", _TAKEN)
        written = write_changes(row, vars(after))
        _record((actor, now, business.id), "closed_day.edited", Target("closed_day", row.pk), written)
        return closed_day_item(row)


def delete_closed_day(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    closed_day_id: int,
    expected_version: int | None = None,
) -> None:
    """Open the business again on a date; raises NotPermitted, NotFound, Stale."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        item = get_closed_day(closed_day_id)
        row = ClosedDay.objects.get(pk=item.id)
        check_version(row, expected_version)
        gone = _gone({"on": row.on, "name": row.name})
        _record((actor, now, business.id), "closed_day.deleted", Target("closed_day", row.pk), gone)
        row.delete()


def _require_valid(problems: Problems) -> None:
    if problems:
        raise Invalid(problems=problems)


def _day_off_details(item: DayOffItem) -> DayOffDetails:
    return DayOffDetails(
        from_on=item.from_on,
        to_on=item.to_on,
        starts_minute=item.starts_minute,
        ends_minute=item.ends_minute,
        note=item.note,
    )


def _opening_details(item: OpeningItem) -> OpeningDetails:
    return OpeningDetails(on=item.on, starts_minute=item.starts_minute, ends_minute=item.ends_minute, note=item.note)


def _made(values: Mapping[str, object]) -> Changes:
    return {name: (None, value) for name, value in values.items()}


def _gone(values: Mapping[str, object]) -> Changes:
    return {name: (value, None) for name, value in values.items()}


def _record(by: By, action: str, target: Target, changes: Changes) -> None:
    """Write down what changed, dates as text; nothing when nothing did."""
    actor, now, business_id = by
    if changes:
        plain = {name: (_plain(before), _plain(after)) for name, (before, after) in changes.items()}
        record(actor=actor, now=now, business_id=business_id, action=action, target=target, changes=plain)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
