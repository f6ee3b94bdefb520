"""Which services are there, what do they cost, how long do they take?"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.catalog.queries import list_categories
from kartotek.web.kit import refusals
from kartotek.web.kit.offered import Offered, Terms, list_offered
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view


@dataclass(frozen=True)
class Line:
    """One service of the list."""

    id: int
    name: str
    description: str
    terms: Terms
    is_chosen: bool
    closed: str


@dataclass(frozen=True)
class Group:
    """A heading with its services."""

    name: str
    lines: list[Line]


@require_safe
@public_view
def index(request: PublicRequest) -> HttpResponse:
    """The list, under the headings of the business; what has none comes last."""
    every = list_offered(request.public.customer_id)
    refused = refusals.known_at_the_start(request.public)
    closed = {} if refused else refusals.closed_services(request.public, every)
    by_category: dict[int | None, list[Line]] = {}
    for offered in every:
        line = _line(request, offered, closed.get(offered.service.id, ""))
        by_category.setdefault(offered.service.category_id, []).append(line)
    names = {category.id: category.name for category in list_categories()}
    order: list[int | None] = [*names, None]
    groups = [Group(names.get(key, "") if key else "", by_category[key]) for key in order if key in by_category]
    return render(
        request,
        "services/index.html",
        {
            "step": 1,
            "groups": groups,
            "refused": refused,
            "appointments": refusals.list_appointments(request.public),
        },
    )


def _line(request: PublicRequest, offered: Offered, closed: str) -> Line:
    public = request.public
    return Line(
        id=offered.service.id,
        name=offered.service.name,
        description=offered.description(public.language, public.business.default_language),
        terms=offered.terms,
        is_chosen=not closed and request.GET.get("service") == str(offered.service.id),
        closed=closed,
    )
