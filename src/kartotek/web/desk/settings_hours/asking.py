"""Which bookings would a change of hours leave outside, and has the person said that they stay?"""

from django.http import HttpRequest

from kartotek.domain.booking.decisions.outside import Change
from kartotek.domain.booking.queries.outside import list_falling_outside
from kartotek.domain.booking.values.outside import Outside
from kartotek.web.kit.context import DeskContext

KEEP, BACK = "keep", "back"


def outside_of(desk: DeskContext, change: Change) -> Outside:
    """The bookings that would lie outside, as this person may see them."""
    return list_falling_outside(business=desk.business, viewer=desk.actor, change=change, now=desk.now)


def must_ask(request: HttpRequest, outside: Outside) -> bool:
    """Whether something lies outside of which the person has not said that it stays: of these bookings exactly."""
    return bool(outside) and request.POST.get(KEEP) != outside.mark


def goes_back(request: HttpRequest) -> bool:
    """Whether the person wants to change what was typed instead."""
    return BACK in request.POST
