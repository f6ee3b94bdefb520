"""Where does the business work, and how is it divided?"""

from collections.abc import Collection

from kartotek.domain.businesses.models import Area, Location
from kartotek.kernel.errors import NotFound, invalid


def get_location(location_id: int) -> Location:
    """A location of the business in scope."""
    location = Location.objects.filter(pk=location_id).first()
    if location is None:
        raise NotFound
    return location


def list_locations(*, has_archived: bool = False) -> list[Location]:
    """The locations by name; archived ones only when asked for."""
    locations = Location.objects.order_by("name", "id")
    return list(locations if has_archived else locations.filter(is_archived=False))


def get_area(area_id: int) -> Area:
    """An area of the business in scope."""
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise NotFound
    return area


def get_areas(area_ids: Collection[int]) -> list[Area]:
    """The areas with these ids; one that does not exist here is a fault of the field `areas`."""
    areas = list(Area.objects.filter(pk__in=area_ids))
    if len(areas) != len(set(area_ids)):
        raise invalid("areas", "unknown", "One of the areas does not exist.")
    return areas


def list_areas() -> list[Area]:
    """All areas of the business in scope, by name."""
    return list(Area.objects.order_by("name", "id"))
