"""Are permissions and areas worked out as S55 and S41 say?"""

import pytest

from kartotek.domain.audit.values import SYSTEM, Actor, ActorKind
from kartotek.domain.businesses.decisions import areas_with_parts, effective_permissions, in_tree_order, require
from kartotek.domain.businesses.values import ROLE_PERMISSIONS, AreaItem, Permission, Role
from kartotek.kernel.errors import NotPermitted


@pytest.mark.parametrize("role", list(Role))
def test_role_alone_gives_the_permissions_of_the_table(role: Role) -> None:
    assert effective_permissions(role, [], []) == ROLE_PERMISSIONS[role]


def test_taking_wins_over_granting() -> None:
    assert effective_permissions(Role.PRACTITIONER, ["lock.lift"], ["lock.lift", "tag.apply"]) == frozenset()


def test_required_permission_is_held_or_refused() -> None:
    actor = Actor(kind=ActorKind.STAFF, id=1, name="x", permissions=frozenset({"lock.lift"}))
    require(actor, Permission.LOCK_LIFT)
    require(SYSTEM, Permission.LOCK_LIFT)
    with pytest.raises(NotPermitted):
        require(actor, Permission.LOCK_PLACE)


def test_an_area_contains_its_parts_but_not_its_whole() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: None, 5: 1}
    assert areas_with_parts({2}, parents) == {2, 3}
    assert areas_with_parts({1, 4}, parents) == {1, 2, 3, 4, 5}
    assert areas_with_parts((), parents) == frozenset()


def test_areas_stand_below_their_whole_in_the_order_they_came() -> None:
    def area(own: int, parent: int | None = None) -> AreaItem:
        return AreaItem(own, f"Area {own}", parent, 1)

    areas = [area(5, 1), area(1), area(2), area(3, 1), area(4, 3), area(7, 99)]
    assert [(one.area.id, one.depth) for one in in_tree_order(areas)] == [
        *((1, 0), (5, 1), (3, 1), (4, 2)),
        *((2, 0), (7, 0)),
    ]
    assert in_tree_order([]) == []
