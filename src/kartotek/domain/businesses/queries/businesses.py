"""Which business is it?"""

from django_scopes import scopes_disabled

from kartotek.domain.businesses.models import Business, Membership
from kartotek.kernel.errors import NotFound


def get_business(business_id: int) -> Business:
    """The business with this id."""
    business = Business.objects.filter(pk=business_id).first()
    if business is None:
        raise NotFound
    return business


def get_business_by_slug(slug: str) -> Business:
    """The business with this name in addresses; anything a path can hold may be asked for."""
    business = None if "\0" in slug else Business.objects.filter(slug=slug).first()
    if business is None:
        raise NotFound
    return business


def list_businesses_of(user_id: int) -> list[Business]:
    """The businesses an account may enter, by name."""
    with scopes_disabled():  # a person's own businesses are asked for before one is chosen
        places = Membership.objects.filter(user_id=user_id, is_active=True, invite_digest="").select_related("business")
        return sorted((place.business for place in places), key=lambda business: (business.name, business.id))
