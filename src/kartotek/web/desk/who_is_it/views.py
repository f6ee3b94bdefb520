"""Which bookings may belong to somebody known already, and what was typed differently? Staff answer (S20, S21)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries import list_doubtful
from kartotek.web.kit import doubts
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The latest booked first, a page at a time."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    page = list_doubtful(viewer=desk.actor, limit=30, cursor=cursor)
    here = desk.url("who_is_it:index")
    context = {
        "rows": doubts.rows_of(page.items, desk),
        "here": here,
        "first": here if cursor else "",
        "next": f"{here}?cursor={page.next}" if page.next else "",
    }
    return render(request, "who_is_it/index.html", context)
