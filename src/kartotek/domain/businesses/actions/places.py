"""Make and change locations; and what changes of places and areas have in common: one at a time, no name twice."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import checked_texts, require
from kartotek.domain.businesses.models import Area, Business, Location
from kartotek.domain.businesses.queries.places import location_item
from kartotek.domain.businesses.values import (
    LocationChanges,
    LocationDetails,
    LocationItem,
    Permission,
)
from kartotek.kernel.errors import NotFound, invalid
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
        lock(business_id)
        refuse_taken_name(Location, details.name)
        _check_area(details.area_id)
        location = Location.objects.create(business_id=business_id, **values)
        note(actor, now, "location.created", location, {name: (None, value) for name, value in values.items()})
    return location_item(location)


def edit_location(
    *, actor: Actor, now: datetime, location_id: int, changes: LocationChanges, expected_version: int | None = None
) -> LocationItem:
    """Change a place, or archive it and bring it back: what happened there keeps its name."""
    require(actor, Permission.SETTINGS_MANAGE)
    checked_texts(changes)
    with locks.holding():
        location = locked(Location, location_id)
        check_version(location, expected_version)
        refuse_taken_name(Location, changes.get("name"), location_id)
        _check_area(changes.get("area_id"))
        note(actor, now, "location.edited", location, write_changes(location, changes))
    return location_item(location)


def lock(business_id: int) -> None:
    """One change of the tree and of its names at a time: two moves at once could close a circle."""
    locks.hold_rows(Business.objects.all()).get(pk=business_id)


def locked(kind: type[Place], place_id: int) -> Place:
    """The place, after the lock on its business; a place of another business does not exist."""
    business = kind.objects.filter(pk=place_id).values("business_id")
    locks.hold_rows(Business.objects.filter(pk__in=business)).first()
    place = kind.objects.filter(pk=place_id).first()
    if place is None:
        raise NotFound
    return place


def refuse_taken_name(kind: type[Place], name: str | None, own_id: int = 0) -> None:
    """No two places and no two areas of a business are called alike."""
    if name is not None and kind.objects.filter(name=name).exclude(pk=own_id).exists():
        raise invalid("name", "taken", gettext_noop("This name is taken."))


def _check_area(area_id: int | None) -> None:
    if area_id is not None and not Area.objects.filter(pk=area_id).exists():
        raise invalid("area", "unknown", gettext_noop("This area does not exist."))


def note(
    actor: Actor, now: datetime, action: str, place: Location | Area, changes: Mapping[str, tuple[object, object]]
) -> None:
    """Write down what changed, if anything did."""
    if changes:
        record(
            actor=actor,
            now=now,
            business_id=place.business_id,
            action=action,
            target=Target(action.partition(".")[0], place.pk),
            changes=changes,
        )
