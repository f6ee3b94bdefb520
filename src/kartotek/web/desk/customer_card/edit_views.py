"""Make a card, change it, put it away. A save that meets another person's shows both, and keeps every character."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.booking.queries import count_coming
from kartotek.domain.businesses.queries import list_areas
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers import actions
from kartotek.domain.customers.queries import find_possible_duplicates, get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.customer_card.forms import CardForm, stored
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def new(request: DeskRequest) -> HttpResponse:
    """A new card; likenesses to others are told afterwards and never refuse it (S49)."""
    desk = request.desk
    form = _form(desk, request.POST or None)
    if form.is_valid():
        try:
            card = actions.create_customer(
                business=desk.business, actor=desk.actor, now=desk.now, details=form.details()
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _made(request, card)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def edit(request: DeskRequest, customer_id: int) -> HttpResponse:
    """A card's fields; posted to, they are saved."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    form = _form(desk, request.POST or None, stored(card))
    if form.is_valid():
        try:
            actions.edit_customer(
                business=desk.business,
                actor=desk.actor,
                now=desk.now,
                customer_id=customer_id,
                changes=form.changes(),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            return _conflict(request, form, get_customer(customer_id, viewer=desk.actor))
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.done(request, desk.url("customer_card:details", customer_id), gettext("Card saved"))
    return _page(request, form, card)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.CUSTOMER_ARCHIVE)
def archive(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask first, naming what is still to come (joint 6); posted to, the card is put away."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    if request.method == "POST":
        actions.archive_customer(actor=desk.actor, now=desk.now, customer_id=customer_id)
        done = gettext("%(name)s archived") % {"name": card.name}
        return responses.done(request, desk.url("customer_card:card", customer_id), done)
    context = {
        "card": card,
        "coming": count_coming(customer_id, now=desk.now),
        "url": desk.url("customer_card:archive", customer_id),
    }
    return responses.dialog(request, "customer_card/archive.html", context, title=gettext("Archive customer"))


@require_POST
@desk_view(Permission.CUSTOMER_ARCHIVE)
def restore(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Take the card out of the archive."""
    desk = request.desk
    card = actions.restore_customer(actor=desk.actor, now=desk.now, customer_id=customer_id)
    done = gettext("%(name)s restored") % {"name": card.name}
    return responses.done(request, desk.url("customer_card:card", customer_id), done)


def _form(
    desk: DeskContext, typed: Mapping[str, object] | None, initial: Mapping[str, object] | None = None
) -> CardForm:
    """The form with the areas the person may choose; an inspector must choose one (S41)."""
    seen = desk.actor.area_ids
    areas = [area for area in list_areas() if seen is None or area.id in seen]
    return CardForm(typed, areas=areas, is_area_needed=seen is not None, initial=initial)


def _made(request: DeskRequest, card: CustomerCard) -> HttpResponse:
    """To the new card; to its details where the other cards stand, if there are any that are strongly alike."""
    desk = request.desk
    alike = find_possible_duplicates(card, business=desk.business, viewer=desk.actor)
    if any(not one.is_weak for one in alike):
        text = gettext("Card made. Other cards may be the same person: see below.")
        return responses.done(request, desk.url("customer_card:details", card.id), text)
    return responses.done(request, desk.url("customer_card:card", card.id), gettext("Card made"))


def _conflict(request: DeskRequest, form: CardForm, theirs: CustomerCard) -> HttpResponse:
    """Both versions field by field; the form stays as typed, and saving again wins."""
    desk = request.desk
    rows = conflicts.differing(_form(desk, None, stored(theirs)), form)
    kept = _form(desk, {**request.POST.dict(), "version": str(theirs.version)}, stored(theirs))
    return _page(request, kept, theirs, rows=rows, status=409)


def _page(
    request: DeskRequest,
    form: CardForm,
    card: CustomerCard | None,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "card": card,
        "rows": rows,
        "back": request.desk.url("customer_card:details", card.id) if card else request.desk.url("customer_list:index"),
    }
    return render(request, "customer_card/edit.html", context, status=422 if form.errors else status)
