"""The list of refusals with its filters, and one refusal explained as of its moment."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.access.queries import get_refusal, list_refusals, trace_of
from kartotek.domain.access.values import RefusalLine
from kartotek.domain.access.values.trace import Scene
from kartotek.web.desk.refusals.forms import FilterForm
from kartotek.web.kit import dates
from kartotek.web.kit.access_pages import access_pages
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.picking import pick
from kartotek.web.kit.refusal_words import row_of
from kartotek.web.kit.traces import rows_of
from kartotek.web.kit.views import desk_view

_KEPT = ("from_on", "to_on", "reason", "channel")


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The refusals this person may see, newest first."""
    desk = request.desk
    picked = pick(request, *_KEPT)
    form = FilterForm(request.GET.dict())
    page = list_refusals(
        viewer=desk.actor,
        wanted=form.wanted(desk.business.timezone, picked.card.id if picked.card else None),
        cursor=request.GET.get("cursor", ""),
    )
    here = desk.url("refusals:index")
    asked = [*([("customer", str(picked.card.id))] if picked.card else []), *picked.kept]
    context = {
        "picked": picked,
        "form": form,
        "rows": [row_of(line) for line in page.items],
        "is_filtered": bool(asked),
        "here": here,
        "first": f"{here}?{urlencode(asked)}" if request.GET.get("cursor") else "",
        "next": f"{here}?{urlencode([*asked, ('cursor', page.next)])}" if page.next else "",
        "access_pages": access_pages(desk, "refusals:index"),
    }
    return render(request, "refusals/index.html", context)


@require_safe
@desk_view()
def refusal(request: DeskRequest, refusal_id: int) -> HttpResponse:
    """One refusal: every check, as it was called and decided then."""
    desk = request.desk
    line = get_refusal(refusal_id, viewer=desk.actor)
    lines = trace_of(line.decision, line.named, Scene(desk.business.timezone, line.at, line.service_id))
    context = {
        "row": row_of(line),
        "trace": rows_of(lines, desk, line.customer_id, is_refused=True),
        "ask_url": _ask_url(desk, line),
        "access_pages": access_pages(desk, ""),
    }
    return render(request, "refusals/refusal.html", context)


def _ask_url(desk: DeskContext, line: RefusalLine) -> str:
    """The same question, asked now; "" for nobody's card."""
    if line.customer_id is None:
        return ""
    asked: dict[str, int | str | None] = {
        "customer": line.customer_id,
        "service": line.service_id,
        "employee": line.employee_id,
    }
    if line.starts_at is not None:
        asked |= {"on": dates.local_day(line.starts_at), "time": dates.clock(line.starts_at)}
    given = {name: value for name, value in asked.items() if value is not None}
    return f"{desk.url('why:index')}?{urlencode({**given, 'channel': line.channel})}"
