"""Which areas are there, who looks after each, and how much belongs to it? Five queries, however many areas."""

from collections import Counter
from collections.abc import Mapping

from kartotek.domain.businesses.decisions import areas_with_parts, in_tree_order
from kartotek.domain.businesses.queries import list_areas, list_locations, list_staff
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.queries import count_cards_by_area
from kartotek.domain.overview.values import AreaLine


def list_area_lines() -> list[AreaLine]:
    """The tree of the business in scope; an inspector stands where she was put, not at the parts she sees with it."""
    areas = list_areas()
    parents = {area.id: area.parent_id for area in areas}
    names = {area.id: area.name for area in areas}
    cards = count_cards_by_area()
    inspectors = [person for person in list_staff() if person.role is Role.INSPECTOR and person.is_active]
    places = Counter(location.area_id for location in list_locations())
    return [
        AreaLine(
            area=one.area,
            whole="" if one.area.parent_id is None else names[one.area.parent_id],
            depth=one.depth,
            customers=cards.get(one.area.id, 0),
            customers_with_parts=_sum(cards, areas_with_parts({one.area.id}, parents)),
            locations=places[one.area.id],
            inspectors=tuple(person for person in inspectors if one.area.id in person.area_ids),
        )
        for one in in_tree_order(areas)
    ]


def _sum(counts: Mapping[int, int], areas: frozenset[int]) -> int:
    return sum(counts.get(area, 0) for area in areas)
