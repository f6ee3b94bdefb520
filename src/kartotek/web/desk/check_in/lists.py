"""Show who came and who did not: every attempt, newest first, of everybody or of one customer."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries import check_in_reasons, list_check_ins
from kartotek.domain.booking.values.check_ins import CheckInFilter, CheckInLine
from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.periods import day_bounds
from kartotek.web.desk.check_in.forms import ListForm
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.looks import Look
from kartotek.web.kit.views import desk_view

PAGE = 50
_IN = Look("yes", "circle-check", _("Let in"))
_ANYWAY = Look("limited", "lock-off", _("Let in anyway"))
_REFUSED = Look("no", "circle-x", _("Not let in"))
_UNKNOWN = Look("no", "help-circle", _("Card not found"))


@dataclass(frozen=True)
class Row:
    """One attempt, and how it looks."""

    line: CheckInLine
    look: Look
    reasons: tuple[str, ...]
    card_url: str


def row_of(line: CheckInLine, desk: DeskContext) -> Row:
    """An attempt as lists show it."""
    return Row(
        line=line,
        look=_look(line),
        reasons=tuple(str(reason["text"]) for reason in check_in_reasons(line.decision)),
        card_url="" if line.customer_id is None else desk.url("customer_card:card", line.customer_id),
    )


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The attempts the viewer may see."""
    desk = request.desk
    form = ListForm(request.GET.dict(), locations=list_locations(has_archived=True))
    first, last = form.dates()
    customer_id = form.number("customer")
    wanted = CheckInFilter(
        from_at=_begin(first, desk),
        to_at=_end(last, desk),
        customer_id=customer_id,
        location_id=form.number("location"),
    )
    customer = None if customer_id is None else get_customer(customer_id, viewer=desk.actor)
    page = list_check_ins(viewer=desk.actor, wanted=wanted, limit=PAGE, cursor=request.GET.get("cursor", ""))
    here = desk.url("check_in:list")
    chosen = {name: str(form.data[name]) for name in form.fields if form.data.get(name)}
    context = {
        "form": form,
        "rows": [row_of(line, desk) for line in page.items],
        "customer": customer,
        "is_filtered": bool(chosen),
        "here": here,
        "next": f"{here}?{urlencode({**chosen, 'cursor': page.next})}" if page.next else "",
        "first": f"{here}?{urlencode(chosen)}" if request.GET.get("cursor") else "",
    }
    return render(request, "check_in/list.html", context)


def _look(line: CheckInLine) -> Look:
    if line.decision is None:
        return _UNKNOWN
    if line.override_reason:
        return _ANYWAY
    return _IN if line.is_admitted else _REFUSED


def _begin(on: date | None, desk: DeskContext) -> datetime | None:
    return None if on is None else day_bounds(on, ZoneInfo(desk.business.timezone)).starts_at


def _end(on: date | None, desk: DeskContext) -> datetime | None:
    return None if on is None else day_bounds(on, ZoneInfo(desk.business.timezone)).ends_at
