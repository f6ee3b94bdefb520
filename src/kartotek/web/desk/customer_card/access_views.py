"""The dialog *Max coming bookings (this customer)*, and the refusals of a customer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.access.queries import list_refusals
from kartotek.domain.access.values import RefusalFilter
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.customer_card import card_answers
from kartotek.web.desk.customer_card.access_forms import MaxForm, initial_of
from kartotek.web.desk.customer_card.access_gates import shown
from kartotek.web.desk.customer_card.frame import access_of, frame_of
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.refusal_words import row_of
from kartotek.web.kit.views import desk_view

_FIELDS = {"max_future_bookings": "number"}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.CUSTOMER_LIMIT)
def max_bookings(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog; posted to, the value is stored, and the panel comes back as it is now."""
    access = access_of(request, customer_id)
    if request.method != "POST":
        return _dialog(request, access, MaxForm(initial=initial_of(access.own_limit, access.card.version)))
    form = MaxForm(request.POST)
    if not form.is_valid():
        return _dialog(request, access, form, status=422)
    try:
        edit_customer(
            business=request.desk.business,
            actor=request.desk.actor,
            now=request.desk.now,
            customer_id=customer_id,
            changes=form.changes,
            expected_version=form.cleaned_data["version"],
        )
    except Stale:
        return _stale(request, access)
    except KartotekError as error:
        errors.apply(error, form, _FIELDS)
        return _dialog(request, access, form, status=422)
    return card_answers.saved(request, customer_id)


@require_safe
@desk_view()
def refusals(request: DeskRequest, customer_id: int) -> HttpResponse:
    """What was refused, when, why, and the text that was shown; newest first."""
    context = frame_of(request, customer_id, "refusals")
    page = list_refusals(
        viewer=request.desk.actor,
        wanted=RefusalFilter(customer_id=customer_id),
        cursor=request.GET.get("cursor", ""),
    )
    context |= {"rows": [row_of(line) for line in page.items], **_pages(request, "refusals", customer_id, page.next)}
    return render(request, "customer_card/access_refusals.html", context)


def _pages(request: DeskRequest, tab: str, customer_id: int, cursor: str | None) -> dict[str, object]:
    """Where the next page is, and how to get back to the first."""
    here = request.desk.url(f"customer_card:{tab}", customer_id)
    return {"next": f"{here}?cursor={cursor}" if cursor else "", "first": here if request.GET.get("cursor") else ""}


def _dialog(request: DeskRequest, access: CustomerAccess, form: MaxForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "name": access.card.first_name or access.card.name,
        "general": shown(access.policy.general_limit.count),
        "visits": access.visits_end_at,
        "url": request.get_full_path(),
    }
    title = gettext("Max coming bookings (this customer)")
    return responses.dialog(request, "customer_card/access_max.html", context, title=title, status=status)


def _stale(request: DeskRequest, access: CustomerAccess) -> HttpResponse:
    """Somebody changed the card meanwhile: what was chosen stays, and saving again keeps it."""
    form = MaxForm({**request.POST.dict(), "version": str(access.card.version)})
    own = access.own_limit
    value = gettext("follows the general setting") if own is None else shown(own.count)
    text = gettext("Somebody else changed this card meanwhile; its value is now: %(value)s. Save again to keep yours.")
    form.add_error(None, text % {"value": value})
    return _dialog(request, access, form, status=409)
