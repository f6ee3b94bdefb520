"""Which business is it?"""

from functools import cache

from django_scopes import scopes_disabled

from kartotek.domain.businesses.models import Business, Membership
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.rows import Columns, first_row

_COLUMNS = Columns(Business, "business")


def get_business(business_id: int) -> Business:
    """The business with this id."""
    business = Business.objects.filter(pk=business_id).first()
    if business is None:
        raise NotFound
    return business


def get_business_by_slug(slug: str) -> Business:
    """The business with this name in addresses; anything a path can hold may be asked for."""
    row = None if "\0" in slug else first_row(_by_slug(), [slug])
    if row is None:
        raise NotFound
    return _COLUMNS.instance(row)


@cache
def _by_slug() -> str:
    return f"SELECT {_COLUMNS} FROM businesses_business AS business WHERE business.slug = %s"  # noqa: S608 - names of our columns


def list_businesses_of(user_id: int) -> list[Business]:
    """The businesses an account may enter, by name."""
    with scopes_disabled():  # a person's own businesses are asked for before one is chosen
        places = Membership.objects.filter(user_id=user_id, is_active=True, invite_digest="").select_related("business")
        return sorted((place.business for place in places), key=lambda business: (business.name, business.id))
