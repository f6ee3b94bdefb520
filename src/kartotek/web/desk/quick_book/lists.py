"""What fits what is being typed: the lists below the field, asked for with every key."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.customers.queries import get_customer
from kartotek.web.desk.quick_book.chosen import Chosen, chosen_of
from kartotek.web.desk.quick_book.options import Option, customer_options, service_options, time_options
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view()
def customers(request: DeskRequest) -> HttpResponse:
    """The customers, and the way to a new one."""
    chosen = chosen_of(request.GET)
    return _list(request, chosen, customer_options(chosen, request.desk))


@require_safe
@desk_view()
def services(request: DeskRequest) -> HttpResponse:
    """The services."""
    chosen = _of_a_customer(request)
    return _list(request, chosen, service_options(chosen, request.desk))


@require_safe
@desk_view()
def times(request: DeskRequest) -> HttpResponse:
    """The free times."""
    chosen = _of_a_customer(request)
    return _list(request, chosen, time_options(chosen, request.desk))


def _of_a_customer(request: DeskRequest) -> Chosen:
    chosen = chosen_of(request.GET)
    if chosen.customer:
        get_customer(chosen.customer, viewer=request.desk.actor)
    return chosen


def _list(request: DeskRequest, chosen: Chosen, options: Sequence[Option]) -> HttpResponse:
    book_url = chosen.url("quick_book:book", request.desk)
    return render(request, "quick_book/list.html", {"chosen": chosen, "options": options, "book_url": book_url})
