"""Does the tree of areas say who looks after each, and how much belongs to it?"""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.businesses import make_area, make_location, make_membership
from tests.factories.customers import MADE_AT, make_customer

from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.queries import find_area_with_parts
from kartotek.domain.businesses.values import Role
from kartotek.domain.overview.queries.areas import list_area_lines


def test_each_area_stands_in_the_tree_with_what_belongs_to_it(scoped: Business, other_business: Business) -> None:
    north, south = make_area(scoped, "North"), make_area(scoped, "South")
    east = make_area(scoped, "North-East", north)
    for area, archived_at in ((north, None), (east, None), (east, None), (east, MADE_AT), (None, None)):
        make_customer(scoped, area=area, archived_at=archived_at)
    make_customer(other_business, area=make_area(other_business, "Queens"))
    make_location(scoped, area=east)
    make_location(scoped, "Closed", area=east, is_archived=True)
    make_membership(scoped, Role.INSPECTOR, areas=(north, south), name="Karim")
    make_membership(scoped, Role.INSPECTOR, areas=(east,), name="Gone", is_active=False)
    make_membership(scoped, Role.RECEPTIONIST, areas=(east,), name="Signe")
    lines = list_area_lines()
    assert [
        (one.area.name, one.whole, one.depth, one.customers, one.customers_with_parts, one.locations) for one in lines
    ] == [("North", "", 0, 1, 3, 0), ("North-East", "North", 1, 2, 2, 1), ("South", "", 0, 0, 0, 0)]
    assert [[person.name for person in one.inspectors] for one in lines] == [["Karim"], [], ["Karim"]]


def test_more_areas_cost_no_more_queries(scoped: Business) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            list_area_lines()
        return len(caught)

    make_customer(scoped, area=make_area(scoped, "One"))
    make_membership(scoped, Role.INSPECTOR)
    alone = queries()
    for name in ("Two", "Three"):
        make_customer(scoped, area=make_area(scoped, name))
        make_membership(scoped, Role.INSPECTOR, areas=(make_area(scoped, f"{name} and a half"),))
    assert (queries(), alone) == (5, 5)


def test_an_area_comes_with_its_parts_and_an_unknown_one_alone(scoped: Business) -> None:
    north = make_area(scoped, "North")
    east = make_area(scoped, "North-East", north)
    assert find_area_with_parts(north.pk) == {north.pk, east.pk}
    assert find_area_with_parts(987_654_321) == {987_654_321}
