"""Who performs the service, and when is each of them free next?"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.web.kit import free_times, refusals
from kartotek.web.kit.choices import ANYONE, choice_of
from kartotek.web.kit.offered import Terms
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view

LOOK_AHEAD_DAYS = 21


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    id: int
    name: str
    terms: Terms
    next_at: datetime | None
    is_chosen: bool


@require_safe
@public_view
def index(request: PublicRequest) -> HttpResponse:
    """Anyone, or one of those who perform the service and are not closed to somebody signed in (S18)."""
    if "service" not in request.GET:
        return HttpResponseRedirect(request.public.url("services:index"))
    choice = choice_of(request.GET, request.public.customer_id)
    if choice.offered.is_class:
        return HttpResponseRedirect(f"{request.public.url('class_dates:index')}?{choice.query}")
    closed = refusals.closed_employees(request.public, choice)
    people = [person for person in choice.offered.employees if person.id not in closed]
    refusal = None if people else refusals.known_at_the_start(request.public, choice)
    if refusal is not None:
        return refusals.page(request, refusal)
    first = free_times.first_starts(request.public, choice, days=LOOK_AHEAD_DAYS)
    lines = [
        Line(
            id=person.id,
            name=person.name,
            terms=choice.offered.terms_with(person),
            next_at=first.get(person.id),
            is_chosen=person == choice.employee,
        )
        for person in people
    ]
    context = {"step": 2, "choice": choice, "lines": lines, "anyone": ANYONE}
    return render(request, "people/index.html", context)
