"""Are areas made, moved and removed as they may be, and given to inspectors?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.audit import entries
from tests.factories.businesses import make_area, make_location, make_membership
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses import actions
from kartotek.domain.businesses.errors import InUse
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.queries import actor_for_membership, get_staff_member, list_areas
from kartotek.domain.businesses.values import AreaDetails, AreaItem, Role
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted


def field_and_code(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


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


Use = Callable[[Area], object]
USES: list[tuple[Use, str]] = [
    (lambda area: make_area(area.business, "Inner", area), "Other areas still belong to this area."),
    (lambda area: make_location(area.business, area=area), "Locations still belong to this area."),
    (
        lambda area: make_membership(area.business, Role.INSPECTOR, areas=(area,)),
        "People of the staff still belong to this area.",
    ),
    (lambda area: make_customer(area.business, area=area), "Customers still belong to this area."),
]


@pytest.mark.parametrize(("use", "message"), USES)
def test_area_in_use_stays_and_says_what_belongs_to_it(
    use: Use, message: str, scoped: Business, owner: Actor, now: datetime
) -> None:
    area = make_area(scoped, "City")
    use(area)
    with pytest.raises(InUse) as caught:
        actions.delete_area(actor=owner, now=now, area_id=area.pk)
    assert caught.value.message == message
    assert (Area.objects.filter(pk=area.pk).exists(), entries()) == (True, [])


def test_an_area_of_another_business_cannot_be_removed_or_given_away(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    foreign = make_area(other_business, "Queens")
    with pytest.raises(NotFound):
        actions.delete_area(actor=owner, now=now, area_id=foreign.pk)
    with pytest.raises(NotFound):
        actions.assign_inspectors(actor=owner, now=now, area_id=foreign.pk, member_ids=())


def test_exactly_those_named_look_after_an_area_and_keep_their_others(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    city, north = make_area(scoped, "City"), make_area(scoped, "North")
    karim = make_membership(scoped, Role.INSPECTOR, areas=(city, north))
    nadia = make_membership(scoped, Role.INSPECTOR, areas=(north,))
    actions.assign_inspectors(actor=owner, now=now, area_id=city.pk, member_ids=(nadia.pk,))
    after = {one.pk: get_staff_member(one.pk) for one in (karim, nadia)}
    assert {pk: item.area_ids for pk, item in after.items()} == {karim.pk: {north.pk}, nadia.pk: {city.pk, north.pk}}
    assert {item.version for item in after.values()} == {2}
    assert [entry[:1] + entry[3:] for entry in entries()] == [("staff.changed", karim.pk), ("staff.changed", nadia.pk)]
    actions.assign_inspectors(actor=owner, now=now, area_id=city.pk, member_ids=(nadia.pk,))
    assert len(entries()) == 2


def test_only_inspectors_of_the_business_look_after_areas(
    scoped: Business, other_business: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    area = make_area(scoped)
    for stranger in (receptionist.id, make_membership(other_business, Role.INSPECTOR).pk):
        with pytest.raises(Invalid) as caught:
            actions.assign_inspectors(actor=owner, now=now, area_id=area.pk, member_ids=(stranger or 0,))
        assert field_and_code(caught) == [("inspectors", "unknown")]
    with pytest.raises(NotPermitted):
        actions.assign_inspectors(actor=receptionist, now=now, area_id=area.pk, member_ids=())


def test_an_inspector_of_an_area_sees_its_parts_however_deep(scoped: Business) -> None:
    north = make_area(scoped, "North")
    east = make_area(scoped, "North-East", north)
    harbour = make_area(scoped, "Harbour", east)
    make_area(scoped, "South")
    seer = actor_for_membership(make_membership(scoped, Role.INSPECTOR, areas=(north,)))
    assert seer.area_ids == frozenset({north.pk, east.pk, harbour.pk})
    assert actor_for_membership(make_membership(scoped, Role.INSPECTOR)).area_ids == frozenset()
