"""Who waits for a place, what is on offer to whom, until when? (S9)"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kartotek.domain.booking.actions import remove_from_waitlist
from kartotek.domain.booking.queries import list_waiting
from kartotek.domain.booking.values.waiting import OPEN, WaitFilters, WaitItem, WaitState
from kartotek.kernel.errors import Conflict
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.looks import Look
from kartotek.web.kit.views import desk_view

_LOOKS = {
    WaitState.WAITING: Look("none", "hourglass", _("Waits")),
    WaitState.OFFERED: Look("limited", "clock", _("On offer")),
    WaitState.ACCEPTED: Look("yes", "circle-check", _("Booked")),
    WaitState.EXPIRED: Look("none", "clock", _("Ran out")),
    WaitState.LEFT: Look("none", "x", _("Left")),
}


@dataclass(frozen=True)
class Row:
    """Somebody on the list."""

    item: WaitItem
    badge: Look
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """One state to look at."""

    url: str
    text: str | Promise
    is_current: bool


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The list, the latest first; `?state=` narrows it to one state."""
    desk, cursor, wished = request.desk, request.GET.get("cursor", ""), request.GET.get("state", "")
    state = WaitState(wished) if wished in {*WaitState} else None
    page = list_waiting(viewer=desk.actor, filters=WaitFilters(state=state), now=desk.now, limit=50, cursor=cursor)
    here = desk.url("waiting:index")
    chosen = f"{here}?state={state}" if state else here
    chips = [Chip(here, gettext("All"), state is None)]
    chips += [Chip(f"{here}?state={one}", look.text, state is one) for one, look in _LOOKS.items()]
    context = {
        "chips": chips,
        "rows": [Row(item, _LOOKS[item.state], item.state in OPEN) for item in page.items],
        "first": chosen if cursor else "",
        "next": f"{chosen}{'&' if state else '?'}cursor={page.next}" if page.next else "",
    }
    return render(request, "waiting_list/index.html", context)


@require_POST
@desk_view()
def remove(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Take somebody off the list; a place on offer goes to the next."""
    desk = request.desk
    try:
        item = remove_from_waitlist(business=desk.business, actor=desk.actor, now=desk.now, entry_id=entry_id)
    except Conflict as error:
        return responses.done(request, desk.url("waiting:index"), errors.text_of(error))
    text = gettext("%(name)s is off the list") % {"name": item.name}
    return responses.done(request, desk.url("waiting:index"), text)
