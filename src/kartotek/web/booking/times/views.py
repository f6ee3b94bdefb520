"""Which times are free, a week at a time? Who may not book finds the message in their place (S14)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.web.kit import free_times, refusals
from kartotek.web.kit.choices import Choice, choice_of
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view


@require_safe
@public_view
def index(request: PublicRequest) -> HttpResponse:
    """The strip of days, the times of one of them, and one to choose."""
    if "service" not in request.GET:
        return HttpResponseRedirect(request.public.url("services:index"))
    choice = choice_of(request.GET, request.public.customer_id)
    if choice.offered.is_class:
        return HttpResponseRedirect(f"{request.public.url('class_dates:index')}?{choice.query}")
    refusal = refusals.known_at_the_start(request.public, choice)
    if refusal is not None:
        return refusals.page(request, refusal)
    week = free_times.week(request.public, choice, request.GET.get("day", ""))
    context = {
        "step": 3,
        "choice": choice,
        "week": week,
        "link": f"{request.path}?{_without_start(choice)}&day=",
    }
    return render(request, "times/index.html", context)


def _without_start(choice: Choice) -> str:
    return f"service={choice.offered.service.id}&employee={choice.employee_value}"
