"""What fits what is typed into the top bar: each line leads somewhere, the likeliest first."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.web.desk.palette.finding import all_customers_url, groups_for
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_LONGEST = 200


@require_safe
@desk_view()
def find(request: DeskRequest) -> HttpResponse:
    """The list below the field; opened as a page, the customers who fit."""
    typed = " ".join(request.GET.get("search", "").replace("\x00", "").split())[:_LONGEST]
    if not responses.is_htmx(request):
        return HttpResponseRedirect(all_customers_url(typed, request.desk))
    return render(request, "palette/list.html", {"typed": typed, "groups": groups_for(typed, request)})
