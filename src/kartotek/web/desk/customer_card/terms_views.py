"""Own terms of services on the card: the section, and the dialogs to give, change and take back (S51)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.booking import actions
from kartotek.domain.booking.queries import get_service_terms, list_terms_of
from kartotek.domain.booking.values.terms import TermsItem
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_services
from kartotek.domain.catalog.values import ServiceKind
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.customer_card.terms_forms import TermsForm, initial_of
from kartotek.web.kit import conflicts, durations, errors, money, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class Line:
    """Terms as they read; "" is as usual."""

    item: TermsItem
    duration: str
    price: str


def lines_of(card: CustomerCard, desk: DeskContext) -> list[Line]:
    """What the card shows."""
    return [
        Line(
            one,
            "" if one.own.duration_minutes is None else durations.short(one.own.duration_minutes),
            "" if one.own.price is None else money.price(one.own.price, desk.business.currency),
        )
        for one in list_terms_of(card.id)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.CUSTOMER_LIMIT)
def add(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog for one more service; posted to, the terms count."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    taken = {one.service_id for one in list_terms_of(card.id)}
    services = [
        (str(one.id), one.name)
        for one in list_services()
        if one.kind == ServiceKind.APPOINTMENT and (one.id not in taken or request.method == "POST")
    ]
    form = TermsForm(request.POST if request.method == "POST" else None, services=services or [("", "")])
    if form.is_valid():
        try:
            made = actions.add_service_terms(
                business=desk.business, customer_id=customer_id, details=form.details, actor=desk.actor, now=desk.now
            )
        except KartotekError as error:
            errors.apply(error, form, on="service" if not error.problems else None)
        else:
            return _saved(request, made)
    return _dialog(request, card, form, gettext("Own terms of a service"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.CUSTOMER_LIMIT)
def edit(request: DeskRequest, customer_id: int, terms_id: int) -> HttpResponse:
    """The dialog with what is agreed on; posted to, it is saved."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    item = get_service_terms(terms_id, customer_id=customer_id, viewer=desk.actor)
    initial = initial_of(item, desk.business.currency)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    rows: list[conflicts.Row] = []
    if form.is_valid():
        try:
            saved = actions.edit_service_terms(
                business=desk.business,
                where=(customer_id, terms_id),
                changes=form.changes,
                actor=desk.actor,
                now=desk.now,
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            rows = conflicts.differing(TermsForm(initial=initial), form)
            form.data = {**request.POST.dict(), "version": str(item.version)}
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _saved(request, saved)
    return _dialog(request, card, form, item.service_name, item=item, rows=rows)


@require_POST
@desk_view(Permission.CUSTOMER_LIMIT)
def remove(request: DeskRequest, customer_id: int, terms_id: int) -> HttpResponse:
    """As usual again."""
    desk = request.desk
    actions.remove_service_terms(business=desk.business, where=(customer_id, terms_id), actor=desk.actor, now=desk.now)
    return _done(request, customer_id, gettext("As usual again"))


def _saved(request: DeskRequest, item: TermsItem) -> HttpResponse:
    text = gettext("Own terms of %(service)s saved") % {"service": item.service_name}
    return _done(request, item.customer_id, text)


def _done(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    return responses.done(request, request.desk.url("customer_card:details", customer_id), text)


def _dialog(
    request: DeskRequest,
    card: CustomerCard,
    form: TermsForm,
    title: str,
    *,
    item: TermsItem | None = None,
    rows: list[conflicts.Row] | None = None,
) -> HttpResponse:
    status = 409 if rows else 422 if form.errors else 200
    context = {"form": form, "card": card, "title": title, "item": item, "rows": rows, "url": request.get_full_path()}
    return responses.dialog(request, "customer_card/terms_dialog.html", context, title=title, status=status)
