"""Make, change, order, archive and restore employees."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.models import Location, Membership
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog, write_order
from kartotek.domain.catalog.actions.offers import set_services, set_terms
from kartotek.domain.catalog.decisions import differences, employee_problems, moved, require_valid
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.catalog.queries import get_employee
from kartotek.domain.catalog.values import BusinessValues, EmployeeChanges, EmployeeDetails, EmployeeItem
from kartotek.kernel.errors import NotFound, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version

_COPIED = ("name", "location_id", "membership_id", "is_online", "color")


def create_employee(*, actor: Actor, now: datetime, business: BusinessValues, details: EmployeeDetails) -> EmployeeItem:
    """Add an employee at the end; raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        require_valid((*employee_problems(details, business.currency), *_unknown(details, 0)))
        last = Employee.objects.order_by("-position").first()
        row = Employee(business_id=business.id, position=last.position + 1 if last else 0)
        _fill(row, details)
        row.save()
        set_services(row, details.service_ids)
        set_terms(row, details.terms or {}, business.currency)
        made = get_employee(row.pk)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="employee.created",
            target=Target("employee", row.pk),
            changes=differences({}, _facts(made)),
        )
        return made


def edit_employee(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    employee_id: int,
    changes: EmployeeChanges,
    expected_version: int | None = None,
) -> EmployeeItem:
    """Change an employee and what she performs; raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(employee_id)
        check_version(row, expected_version)
        before = get_employee(row.pk)
        details = replace(_details(before), **changes)
        require_valid((*employee_problems(details, business.currency), *_unknown(details, row.pk)))
        _fill(row, details)
        row.version += 1
        row.save()
        set_services(row, details.service_ids)
        set_terms(row, details.terms or {}, business.currency)
        after = get_employee(row.pk)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="employee.edited",
            target=Target("employee", row.pk),
            changes=differences(_facts(before), _facts(after)),
        )
        return after


def archive_employee(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, expected_version: int | None = None
) -> EmployeeItem:
    """Take an employee out of use; her bookings stay. Raises NotPermitted, NotFound, Stale."""
    return _put_away(actor, now, business, (employee_id, expected_version), is_archived=True)


def restore_employee(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, expected_version: int | None = None
) -> EmployeeItem:
    """Take an archived employee into use again. Raises NotPermitted, NotFound, Stale."""
    return _put_away(actor, now, business, (employee_id, expected_version), is_archived=False)


def move_employee(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, step: int
) -> EmployeeItem:
    """Move an employee some places down, or up with a negative step; raises NotPermitted, NotFound."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(employee_id)
        rows = list(Employee.objects.filter(is_archived=row.is_archived).order_by("position", "id"))
        ids = [each.pk for each in rows]
        order = moved(ids, row.pk, step)
        if order != ids:
            write_order(rows, order)
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="employee.moved",
                target=Target("employee", row.pk),
                changes={"position": (ids.index(row.pk), order.index(row.pk))},
            )
        return get_employee(row.pk)


def _put_away(
    actor: Actor, now: datetime, business: BusinessValues, seen: tuple[int, int | None], *, is_archived: bool
) -> EmployeeItem:
    require(actor, Permission.SETTINGS_MANAGE)
    employee_id, expected_version = seen
    with locks.holding():
        hold_catalog(business.id)
        row = _row(employee_id)
        check_version(row, expected_version)
        if row.is_archived != is_archived:
            row.is_archived = is_archived
            row.version += 1
            row.save()
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="employee.archived" if is_archived else "employee.restored",
                target=Target("employee", row.pk),
                changes={"is_archived": (not is_archived, is_archived)},
            )
        return get_employee(row.pk)


def _row(employee_id: int) -> Employee:
    row = Employee.objects.filter(pk=employee_id).first()
    if row is None:
        raise NotFound
    return row


def _unknown(details: EmployeeDetails, own_id: int) -> tuple[Problem, ...]:
    """References to what this business does not have, or what belongs to somebody else."""
    found = []
    if details.location_id is not None and not Location.objects.filter(pk=details.location_id).exists():
        found.append(Problem("location", "unknown", gettext_noop("There is no such location.")))
    if details.membership_id is not None:
        if not Membership.objects.filter(pk=details.membership_id).exists():
            found.append(Problem("staff", "unknown", gettext_noop("There is no such member of staff.")))
        elif Employee.objects.filter(membership_id=details.membership_id).exclude(pk=own_id).exists():
            found.append(Problem("staff", "taken", gettext_noop("This person has a calendar already.")))
    wanted = set(details.service_ids)
    if Service.objects.filter(pk__in=wanted).count() != len(wanted):
        found.append(Problem("services", "unknown", gettext_noop("One of the services does not exist.")))
    return tuple(found)


def _fill(row: Employee, details: EmployeeDetails) -> None:
    for name in _COPIED:
        setattr(row, name, getattr(details, name))


def _details(item: EmployeeItem) -> EmployeeDetails:
    return EmployeeDetails(**{name: getattr(item, name) for name in _COPIED}, service_ids=item.service_ids)


def _facts(item: EmployeeItem) -> dict[str, object]:
    own = [
        [offer.service_id, offer.duration_minutes, None if offer.price is None else str(offer.price)]
        for offer in item.offers
        if offer.duration_minutes is not None or offer.price is not None
    ]
    return {**{name: getattr(item, name) for name in _COPIED}, "services": item.service_ids, "terms": own}
