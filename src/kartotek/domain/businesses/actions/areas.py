"""Make, change and remove areas, and say who looks after one. Areas form a tree; nothing that is in use disappears."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, connection
from psycopg.errors import ForeignKeyViolation

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.actions.places import lock, locked, note, refuse_taken_name
from kartotek.domain.businesses.decisions import checked_texts, parent_problem, require
from kartotek.domain.businesses.errors import InUse
from kartotek.domain.businesses.models import Area, Membership
from kartotek.domain.businesses.queries.places import area_item
from kartotek.domain.businesses.values import AreaChanges, AreaDetails, AreaItem, Permission, Role
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes

# The database knows what points to an area, in apps above this one too; by index, however many there are.
_DELETE = "DELETE FROM businesses_area WHERE id = %s"
_IN_USE = {
    "businesses_area": gettext_noop("Other areas still belong to this area."),
    "businesses_location": gettext_noop("Locations still belong to this area."),
    "businesses_membership_areas": gettext_noop("People of the staff still belong to this area."),
    "customers_customer": gettext_noop("Customers still belong to this area."),
}


def create_area(*, actor: Actor, now: datetime, business_id: int, details: AreaDetails) -> AreaItem:
    """Add an area, alone or below another one."""
    require(actor, Permission.SETTINGS_MANAGE)
    values = asdict(details)
    checked_texts(values)
    with locks.holding():
        lock(business_id)
        refuse_taken_name(Area, details.name)
        _check_parent(None, details.parent_id)
        area = Area.objects.create(business_id=business_id, **values)
        note(actor, now, "area.created", area, {name: (None, value) for name, value in values.items()})
    return area_item(area)


def edit_area(
    *, actor: Actor, now: datetime, area_id: int, changes: AreaChanges, expected_version: int | None = None
) -> AreaItem:
    """Rename an area or hang it below another one; never below itself."""
    require(actor, Permission.SETTINGS_MANAGE)
    checked_texts(changes)
    with locks.holding():
        area = locked(Area, area_id)
        check_version(area, expected_version)
        refuse_taken_name(Area, changes.get("name"), area_id)
        _check_parent(area_id, changes.get("parent_id"))
        note(actor, now, "area.edited", area, write_changes(area, changes))
    return area_item(area)


def delete_area(*, actor: Actor, now: datetime, area_id: int, expected_version: int | None = None) -> None:
    """Remove an area nobody and nothing belongs to any more; else InUse says what still does."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        area = locked(Area, area_id)
        check_version(area, expected_version)
        note(actor, now, "area.deleted", area, {"name": (area.name, None), "parent_id": (area.parent_id, None)})
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(_DELETE, [area_id])
        except IntegrityError as error:
            raise InUse(_what_belongs_to_it(error)) from error


def assign_inspectors(*, actor: Actor, now: datetime, area_id: int, member_ids: Collection[int]) -> None:
    """Let exactly these inspectors look after the area (S41); it counts from their next request on.

    `Invalid` for somebody who is no inspector here; whoever sees the area through the one above keeps that.
    """
    require(actor, Permission.STAFF_MANAGE)
    with locks.holding():
        if not Area.objects.filter(pk=area_id).exists():
            raise NotFound
        inspectors = list(locks.hold_rows(Membership.objects.filter(role=Role.INSPECTOR)))
        if not set(member_ids) <= {one.pk for one in inspectors}:
            raise invalid("inspectors", "unknown", gettext_noop("One of them is no inspector here."))
        for one in inspectors:
            before = sorted(one.areas.values_list("pk", flat=True))
            after = sorted({*before, area_id} if one.pk in member_ids else set(before) - {area_id})
            if before != after:
                _write_areas(actor, now, one, (before, after))


def _write_areas(actor: Actor, now: datetime, member: Membership, areas: tuple[list[int], list[int]]) -> None:
    member.areas.set(areas[1])
    member.version += 1
    member.save(update_fields=["version"])
    record(
        actor=actor,
        now=now,
        business_id=member.business_id,
        action="staff.changed",
        target=Target("staff", member.pk),
        changes={"areas": areas},
    )


def _what_belongs_to_it(error: IntegrityError) -> str:
    cause = error.__cause__
    table = cause.diag.table_name if isinstance(cause, ForeignKeyViolation) else None
    return _IN_USE.get(table or "", gettext_noop("Something still belongs to this area."))


def _check_parent(area_id: int | None, parent_id: int | None) -> None:
    problem = parent_problem(area_id, parent_id, dict(Area.objects.values_list("pk", "parent_id")))
    if problem:
        raise Invalid(problems=(problem,))
