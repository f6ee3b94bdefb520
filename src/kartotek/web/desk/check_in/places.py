"""At which location does this screen stand? The address says it, else the browser remembers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.businesses.values import LocationItem

COOKIE = "kartotek_check_in_location"
PARAMETER = "location"
_A_YEAR = 31_536_000


@dataclass(frozen=True)
class Place:
    """The location chosen, if any, of those there are."""

    locations: Sequence[LocationItem]
    chosen: LocationItem | None

    @property
    def id(self) -> int | None:
        """As an attempt keeps it."""
        return self.chosen.id if self.chosen else None


def place_of(request: HttpRequest) -> Place:
    """What a posted form says, else the address, else the cookie; with one location it is that one."""
    locations = list_locations()
    if len(locations) == 1:
        return Place(locations, locations[0])
    sources = (request.POST, request.GET, request.COOKIES)
    names = (PARAMETER, PARAMETER, COOKIE)
    given = next((source[name] for source, name in zip(sources, names, strict=True) if name in source), "")
    return Place(locations, next((one for one in locations if str(one.id) == given), None))


def remember(request: HttpRequest, response: HttpResponse, place: Place) -> None:
    """Keep what the address chose for the next time."""
    if PARAMETER in request.GET:
        response.set_cookie(
            COOKIE, str(place.id or ""), max_age=_A_YEAR, path=request.path, samesite="Lax", httponly=True
        )
