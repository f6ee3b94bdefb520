"""What is known of businesses, their places and their people?"""

from kartotek.domain.businesses.queries.businesses import get_business, get_business_by_slug, list_businesses_of
from kartotek.domain.businesses.queries.people import (
    actor_for_membership,
    find_active_membership,
    find_invitation,
    find_member,
    get_actor,
    get_staff_member,
    list_staff,
)
from kartotek.domain.businesses.queries.places import (
    find_area_with_parts,
    get_area,
    get_areas,
    get_location,
    list_areas,
    list_locations,
)
from kartotek.domain.businesses.queries.tokens import find_caller, get_token, list_tokens

__all__ = [
    "actor_for_membership",
    "find_active_membership",
    "find_area_with_parts",
    "find_caller",
    "find_invitation",
    "find_member",
    "get_actor",
    "get_area",
    "get_areas",
    "get_business",
    "get_business_by_slug",
    "get_location",
    "get_staff_member",
    "get_token",
    "list_areas",
    "list_businesses_of",
    "list_locations",
    "list_staff",
    "list_tokens",
]
