"""On which dates is the class held, and is there a seat? Who may not book finds the message in their place (S14)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.web.kit import class_dates, refusals
from kartotek.web.kit.choices import choice_of
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view


@require_safe
@public_view
def index(request: PublicRequest) -> HttpResponse:
    """The dates, full ones as such, and one to choose."""
    if "service" not in request.GET:
        return HttpResponseRedirect(request.public.url("services:index"))
    choice = choice_of(request.GET, request.public.customer_id)
    if not choice.offered.is_class:
        return HttpResponseRedirect(f"{request.public.url('people:index')}?{choice.query}")
    refusal = refusals.known_at_the_start(request.public, choice)
    if refusal is not None:
        return refusals.page(request, refusal)
    dates = class_dates.dates_of(request.public, choice, request.GET.get("from", ""))
    context = {
        "step": 3,
        "choice": choice,
        "dates": dates,
        "may_choose": any(not one.is_full for one in dates.sessions),
    }
    return render(request, "class_dates/index.html", context)
