"""Are locations and areas made, changed and removed as they may be?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.audit import entries
from tests.factories.businesses import make_area, make_location

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses import actions
from kartotek.domain.businesses.models import Area, Business, Location
from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.businesses.values import AreaDetails, LocationDetails, LocationItem
from kartotek.kernel.errors import Invalid, KartotekError, NotFound, NotPermitted, Stale


def field_and_code(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_location_is_made(scoped: Business, owner: Actor, now: datetime) -> None:
    area = make_area(scoped, "Amager")
    details = LocationDetails("Amager", "Vej 1", "2300", "Kbh", area.pk)
    made = actions.create_location(actor=owner, now=now, business_id=scoped.pk, details=details)
    assert made == LocationItem(made.id, "Amager", "Vej 1", "2300", "Kbh", area.pk, False, 1)
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


def test_a_location_belongs_to_an_area_of_its_business_or_to_none(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    row, foreign = make_location(scoped, area=make_area(scoped)), make_area(other_business, "Queens")
    attempts: list[Callable[[], object]] = [
        lambda: actions.create_location(
            actor=owner, now=now, business_id=scoped.pk, details=LocationDetails("Here", area_id=foreign.pk)
        ),
        lambda: actions.edit_location(actor=owner, now=now, location_id=row.pk, changes={"area_id": foreign.pk}),
    ]
    for attempt in attempts:
        with pytest.raises(Invalid) as caught:
            attempt()
        assert field_and_code(caught) == [("area", "unknown")]
    freed = actions.edit_location(actor=owner, now=now, location_id=row.pk, changes={"area_id": None})
    assert freed.area_id is None


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
