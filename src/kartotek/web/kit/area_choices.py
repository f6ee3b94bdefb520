"""How do areas stand in a list to choose from? As the tree they are."""

from collections.abc import Sequence

from kartotek.domain.businesses.decisions import in_tree_order
from kartotek.domain.businesses.values import AreaItem

_STEP = "\u2003"  # a wide blank, which browsers keep


def area_choices(areas: Sequence[AreaItem]) -> list[tuple[str, str]]:
    """(id, name) of each area, every part below its whole and further in."""
    return [(str(one.area.id), _STEP * one.depth + one.area.name) for one in in_tree_order(areas)]
