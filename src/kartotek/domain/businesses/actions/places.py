"""Make and change locations and areas. Areas form a tree; nothing that is in use disappears."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar

from django.db.models import ProtectedError

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import checked_texts, parent_problem, require
from kartotek.domain.businesses.errors import InUse
from kartotek.domain.businesses.models import Area, Business, Location, Membership
from kartotek.domain.businesses.queries.places import area_item, location_item
from kartotek.domain.businesses.values import (
    AreaChanges,
    AreaDetails,
    AreaItem,
    LocationChanges,
    LocationDetails,
    LocationItem,
    Permission,
)
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes

Place = TypeVar("Place", Location, Area)


def create_location(*, actor: Actor, now: datetime, business_id: int, details: LocationDetails) -> LocationItem:
    """Add a place where customers are received; its name is not taken yet."""
    require(actor, Permission.SETTINGS_MANAGE)
    values = asdict(details)
    checked_texts(values)
    with locks.holding():
        _lock(business_id)
        _refuse_taken_name(Location, details.name)
        location = Location.objects.create(business_id=business_id, **values)
        _note(actor, now, "location.created", location, {name: (None, value) for name, value in values.items()})
    return location_item(location)


def edit_location(
    *, actor: Actor, now: datetime, location_id: int, changes: LocationChanges, expected_version: int | None = None
) -> LocationItem:
    """Change a place, or archive it and bring it back: what happened there keeps its name."""
    require(actor, Permission.SETTINGS_MANAGE)
    checked_texts(changes)
    with locks.holding():
        location = _locked(Location, location_id)
        check_version(location, expected_version)
        _refuse_taken_name(Location, changes.get("name"), location_id)
        _note(actor, now, "location.edited", location, write_changes(location, changes))
    return location_item(location)


def create_area(*, actor: Actor, now: datetime, business_id: int, details: AreaDetails) -> AreaItem:
    """Add an area, alone or below another one."""
    require(actor, Permission.SETTINGS_MANAGE)
    values = asdict(details)
    checked_texts(values)
    with locks.holding():
        _lock(business_id)
        _refuse_taken_name(Area, details.name)
        _check_parent(None, details.parent_id)
        area = Area.objects.create(business_id=business_id, **values)
        _note(actor, now, "area.created", area, {name: (None, value) for name, value in values.items()})
    return area_item(area)


def edit_area(
    *, actor: Actor, now: datetime, area_id: int, changes: AreaChanges, expected_version: int | None = None
) -> AreaItem:
    """Rename an area or hang it below another one; never below itself."""
    require(actor, Permission.SETTINGS_MANAGE)
    checked_texts(changes)
    with locks.holding():
        area = _locked(Area, area_id)
        check_version(area, expected_version)
        _refuse_taken_name(Area, changes.get("name"), area_id)
        _check_parent(area_id, changes.get("parent_id"))
        _note(actor, now, "area.edited", area, write_changes(area, changes))
    return area_item(area)


def delete_area(*, actor: Actor, now: datetime, area_id: int, expected_version: int | None = None) -> None:
    """Remove an area nobody and nothing belongs to any more; else InUse."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        area = _locked(Area, area_id)
        check_version(area, expected_version)
        if Membership.areas.through.objects.filter(area_id=area_id).exists():
            raise InUse(gettext_noop("People of the staff still belong to this area."))
        _note(actor, now, "area.deleted", area, {"name": (area.name, None), "parent_id": (area.parent_id, None)})
        try:
            area.delete()
        except ProtectedError as error:
            raise InUse(gettext_noop("Customers or other areas still belong to this area.")) from error


def _lock(business_id: int) -> None:
    """One change of the tree and of its names at a time: two moves at once could close a circle."""
    locks.hold_rows(Business.objects.all()).get(pk=business_id)


def _locked(kind: type[Place], place_id: int) -> Place:
    """The place, after the lock on its business; a place of another business does not exist."""
    business = kind.objects.filter(pk=place_id).values("business_id")
    locks.hold_rows(Business.objects.filter(pk__in=business)).first()
    place = kind.objects.filter(pk=place_id).first()
    if place is None:
        raise NotFound
    return place


def _refuse_taken_name(kind: type[Place], name: str | None, own_id: int = 0) -> None:
    if name is not None and kind.objects.filter(name=name).exclude(pk=own_id).exists():
        raise invalid("name", "taken", gettext_noop("This name is taken."))


def _check_parent(area_id: int | None, parent_id: int | None) -> None:
    problem = parent_problem(area_id, parent_id, dict(Area.objects.values_list("pk", "parent_id")))
    if problem:
        raise Invalid(problems=(problem,))


def _note(
    actor: Actor, now: datetime, action: str, place: Location | Area, changes: Mapping[str, tuple[object, object]]
) -> None:
    if changes:
        record(
            actor=actor,
            now=now,
            business_id=place.business_id,
            action=action,
            target=Target(action.partition(".")[0], place.pk),
            changes=changes,
        )
