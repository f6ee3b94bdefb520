"""The steps of quick booking: each is a field with a list; without the dialog one books on the page for it."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.catalog.queries import list_services
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import NotFound
from kartotek.web.desk.quick_book.chosen import Chosen, chosen_of
from kartotek.web.desk.quick_book.options import (
    customer_options,
    employees_for,
    first_day,
    service_options,
    time_options,
)
from kartotek.web.kit import responses
from kartotek.web.kit.banners import banner_of
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view()
def start(request: DeskRequest) -> HttpResponse:
    """The dialog: at the first step, or at the second where the page it opens over is about a customer."""
    chosen = chosen_of(request.GET)
    if not responses.is_htmx(request):
        return _on_a_page(request, chosen)
    step = what_step(request.desk, chosen) if chosen.customer else _who(request.desk, chosen)
    return render(request, "quick_book/dialog.html", {**step, "is_open": True})


@require_safe
@desk_view()
def who(request: DeskRequest) -> HttpResponse:
    """For whom?"""
    return _step(request, _who)


@require_safe
@desk_view()
def what(request: DeskRequest) -> HttpResponse:
    """Which service?"""
    return _step(request, what_step)


@require_safe
@desk_view()
def when(request: DeskRequest) -> HttpResponse:
    """When, and with whom?"""
    return _step(request, when_step)


def when_step(desk: DeskContext, chosen: Chosen, *, is_taken: bool = False) -> dict[str, object]:
    """What the step of the times shows; `is_taken`: the chosen one has just been taken by somebody else."""
    return {
        **chosen_so_far(desk, chosen),
        "step": "quick_book/when.html",
        "options": time_options(chosen, desk),
        "employees": employees_for(chosen),
        "on": first_day(chosen, desk),
        "is_taken": is_taken,
        "list_url": chosen.url("quick_book:times", desk),
        "page_url": chosen.url("bookings:new", desk),
        "when_url": chosen.url("quick_book:when", desk, employee=None, on=None),
        "book_url": chosen.url("quick_book:book", desk),
        "back_url": chosen.url("quick_book:what", desk, service=None, employee=None),
    }


def chosen_so_far(desk: DeskContext, chosen: Chosen) -> dict[str, object]:
    """Who and what were chosen, each with the way to choose again; NotFound for what this person may not see."""
    customer = get_customer(chosen.customer, viewer=desk.actor) if chosen.customer else None
    service = next((one for one in list_services() if one.id == chosen.service), None)
    if chosen.service and service is None:
        raise NotFound
    return {
        "chosen": chosen,
        "customer": customer,
        "service": service,
        "who_url": chosen.url("quick_book:who", desk, customer=None),
        "what_url": chosen.url("quick_book:what", desk, service=None, employee=None),
    }


def _who(desk: DeskContext, chosen: Chosen) -> dict[str, object]:
    return {
        **chosen_so_far(desk, chosen),
        "step": "quick_book/who.html",
        "options": customer_options(chosen, desk),
        "list_url": chosen.url("quick_book:customers", desk),
    }


def what_step(desk: DeskContext, chosen: Chosen) -> dict[str, object]:
    """What the step of the services shows."""
    return {
        **chosen_so_far(desk, chosen),
        "step": "quick_book/what.html",
        "options": service_options(chosen, desk),
        "banner": banner_of(chosen.customer, desk) if chosen.customer else None,
        "list_url": chosen.url("quick_book:services", desk),
        "back_url": chosen.url("quick_book:who", desk, customer=None),
    }


def _step(request: DeskRequest, shown: Callable[[DeskContext, Chosen], dict[str, object]]) -> HttpResponse:
    chosen = chosen_of(request.GET)
    if not responses.is_htmx(request):
        return _on_a_page(request, chosen)
    return render(request, "quick_book/step.html", shown(request.desk, chosen))


def _on_a_page(request: DeskRequest, chosen: Chosen) -> HttpResponse:
    """An address of a step that was opened as a page: the page for booking, with what was chosen."""
    return HttpResponseRedirect(chosen.url("bookings:new", request.desk))
