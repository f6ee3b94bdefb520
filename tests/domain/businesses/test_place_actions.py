"""Are locations and areas made, changed and removed as they may be?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.audit import entries
from tests.factories.businesses import make_area, make_location, make_membership

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses import actions
from kartotek.domain.businesses.errors import InUse
from kartotek.domain.businesses.models import Area, Business, Location
from kartotek.domain.businesses.queries import list_areas, list_locations
from kartotek.domain.businesses.values import AreaDetails, AreaItem, LocationDetails, LocationItem, Role
from kartotek.kernel.errors import Invalid, KartotekError, NotFound, NotPermitted, Stale


def field_and_code(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_location_is_made(scoped: Business, owner: Actor, now: datetime) -> None:
    made = actions.create_location(
        actor=owner, now=now, business_id=scoped.pk, details=LocationDetails("Amager", "Vej 1", "2300", "Kbh")
    )
    assert made == LocationItem(made.id, "Amager", "Vej 1", "2300", "Kbh", False, 1)
    assert list_locations() == [made]
    assert entries() == [("location.created", "Mette Lund", "location", made.id)]


def test_location_is_changed_archived_and_brought_back(scoped: Business, owner: Actor, now: datetime) -> None:
    row = make_location(scoped, "Amager")
    for version, archived in ((1, True), (2, False)):
        changed = actions.edit_location(
            actor=owner, now=now, location_id=row.pk, changes={"is_archived": archived}, expected_version=version
        )
        assert (changed.is_archived, changed.version) == (archived, version + 1)
    assert [entry[0] for entry in entries()] == ["location.edited", "location.edited"]


def test_location_that_stays_the_same_leaves_no_trace(scoped: Business, owner: Actor, now: datetime) -> None:
    row = make_location(scoped, "Amager")
    actions.edit_location(actor=owner, now=now, location_id=row.pk, changes={"name": "Amager"})
    assert entries() == []


def test_stale_changes_are_refused(scoped: Business, owner: Actor, now: datetime) -> None:
    location, area = make_location(scoped), make_area(scoped)
    with pytest.raises(Stale):
        actions.edit_location(actor=owner, now=now, location_id=location.pk, changes={}, expected_version=2)
    with pytest.raises(Stale):
        actions.edit_area(actor=owner, now=now, area_id=area.pk, changes={}, expected_version=2)
    with pytest.raises(Stale):
        actions.delete_area(actor=owner, now=now, area_id=area.pk, expected_version=2)


def test_names_are_taken_once(scoped: Business, owner: Actor, now: datetime) -> None:
    make_location(scoped, "A")
    other = make_location(scoped, "B")
    make_area(scoped, "A")
    area = make_area(scoped, "B")
    attempts: list[Callable[[], object]] = [
        lambda: actions.create_location(actor=owner, now=now, business_id=scoped.pk, details=LocationDetails("A")),
        lambda: actions.edit_location(actor=owner, now=now, location_id=other.pk, changes={"name": "A"}),
        lambda: actions.create_area(actor=owner, now=now, business_id=scoped.pk, details=AreaDetails("A")),
        lambda: actions.edit_area(actor=owner, now=now, area_id=area.pk, changes={"name": "A"}),
    ]
    for attempt in attempts:
        with pytest.raises(Invalid) as caught:
            attempt()
        assert field_and_code(caught) == [("name", "taken")]


def test_names_are_not_empty(scoped: Business, owner: Actor, now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        actions.create_area(actor=owner, now=now, business_id=scoped.pk, details=AreaDetails(" "))
    assert field_and_code(caught) == [("name", "required")]


def test_area_is_made_below_another(scoped: Business, owner: Actor, now: datetime) -> None:
    city = make_area(scoped, "City")
    made = actions.create_area(actor=owner, now=now, business_id=scoped.pk, details=AreaDetails("Inner", city.pk))
    assert made == AreaItem(made.id, "Inner", city.pk, 1)
    assert entries() == [("area.created", "Mette Lund", "area", made.id)]


def test_area_moves_but_never_below_itself(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    city = make_area(scoped, "City")
    inner = make_area(scoped, "Inner", city)
    foreign = make_area(other_business, "Bronx")
    for area, parent, code in ((city, city, "cycle"), (city, inner, "cycle"), (inner, foreign, "unknown")):
        with pytest.raises(Invalid) as caught:
            actions.edit_area(actor=owner, now=now, area_id=area.pk, changes={"parent_id": parent.pk})
        assert field_and_code(caught) == [("parent", code)]
    moved = actions.edit_area(actor=owner, now=now, area_id=inner.pk, changes={"parent_id": None, "name": "Old town"})
    assert moved == AreaItem(inner.pk, "Old town", None, 2)


def test_empty_area_is_removed(scoped: Business, owner: Actor, now: datetime) -> None:
    area = make_area(scoped, "City")
    actions.delete_area(actor=owner, now=now, area_id=area.pk)
    assert list_areas() == []
    assert entries() == [("area.deleted", "Mette Lund", "area", area.pk)]


def test_area_in_use_stays(scoped: Business, owner: Actor, now: datetime) -> None:
    city = make_area(scoped, "City")
    make_area(scoped, "Inner", city)
    staffed = make_area(scoped, "Staffed")
    make_membership(scoped, Role.INSPECTOR, areas=(staffed,))
    for area in (city, staffed):
        with pytest.raises(InUse):
            actions.delete_area(actor=owner, now=now, area_id=area.pk)
    assert (Area.objects.count(), entries()) == (3, [])


def test_places_of_another_business_do_not_exist(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    location, area = make_location(other_business), make_area(other_business)
    attempts: list[Callable[[], object]] = [
        lambda: actions.edit_location(actor=owner, now=now, location_id=location.pk, changes={"name": "X"}),
        lambda: actions.edit_area(actor=owner, now=now, area_id=area.pk, changes={"name": "X"}),
        lambda: actions.delete_area(actor=owner, now=now, area_id=area.pk),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_only_who_manages_settings_may_change_places(scoped: Business, receptionist: Actor, now: datetime) -> None:
    location, area = make_location(scoped), make_area(scoped)
    who = receptionist
    attempts: list[Callable[[], object]] = [
        lambda: actions.create_location(actor=who, now=now, business_id=scoped.pk, details=LocationDetails("A")),
        lambda: actions.edit_location(actor=who, now=now, location_id=location.pk, changes={"name": "X"}),
        lambda: actions.create_area(actor=who, now=now, business_id=scoped.pk, details=AreaDetails("A")),
        lambda: actions.edit_area(actor=who, now=now, area_id=area.pk, changes={"name": "X"}),
        lambda: actions.delete_area(actor=who, now=now, area_id=area.pk),
    ]
    for attempt in attempts:
        with pytest.raises(KartotekError) as caught:
            attempt()
        assert caught.type is NotPermitted
    assert (Location.objects.count(), Area.objects.count(), entries()) == (1, 1, [])
