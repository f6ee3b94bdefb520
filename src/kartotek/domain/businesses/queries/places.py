"""Where does the business work, and how is it divided?"""

from collections.abc import Collection

from kartotek.domain.businesses.decisions import areas_with_parts
from kartotek.domain.businesses.models import Area, Location
from kartotek.domain.businesses.values import AreaItem, LocationItem
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.words import gettext_noop


def get_location(location_id: int) -> LocationItem:
    """A location of the business in scope."""
    location = Location.objects.filter(pk=location_id).first()
    if location is None:
        raise NotFound
    return location_item(location)


def list_locations(*, has_archived: bool = False) -> list[LocationItem]:
    """The locations by name; archived ones only when asked for."""
    locations = Location.objects.order_by("name", "id")
    return [location_item(row) for row in (locations if has_archived else locations.filter(is_archived=False))]


def get_area(area_id: int) -> AreaItem:
    """An area of the business in scope."""
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise NotFound
    return area_item(area)


def get_areas(area_ids: Collection[int]) -> list[AreaItem]:
    """The areas with these ids; one that does not exist here is a fault of the field `areas`."""
    areas = list(Area.objects.filter(pk__in=area_ids).order_by("name", "id"))
    if len(areas) != len(set(area_ids)):
        raise invalid("areas", "unknown", gettext_noop("One of the areas does not exist."))
    return [area_item(area) for area in areas]


def list_areas() -> list[AreaItem]:
    """All areas of the business in scope, by name."""
    return [area_item(area) for area in Area.objects.order_by("name", "id")]


def find_area_with_parts(area_id: int) -> frozenset[int]:
    """An area and all below it; of one that is not here, itself alone. One query."""
    return areas_with_parts({area_id}, dict(Area.objects.values_list("pk", "parent_id")))


def location_item(row: Location) -> LocationItem:
    """A location as a value."""
    return LocationItem(
        id=row.pk,
        name=row.name,
        address_line=row.address_line,
        postcode=row.postcode,
        city=row.city,
        area_id=row.area_id,
        is_archived=row.is_archived,
        version=row.version,
    )


def area_item(row: Area) -> AreaItem:
    """An area as a value."""
    return AreaItem(id=row.pk, name=row.name, parent_id=row.parent_id, version=row.version)
