"""Her appointments, coming and past; her details and wishes; how the pages are put on a phone's first screen."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.access.actions import end_customer_session
from kartotek.domain.booking.queries import list_managed, list_past, manage_token
from kartotek.domain.booking.values.bookings import BookingItem, ManagedBooking, Status
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.values import CustomerChanges
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.booking.me.forms import DetailsForm, WishesForm
from kartotek.web.booking.me.own import herself, own_card, own_id, own_view
from kartotek.web.kit import errors, refusals
from kartotek.web.kit.offered import list_offered
from kartotek.web.kit.public import PublicRequest, forget_customer
from kartotek.web.kit.views import public_view

MOST_PAST = 50


@dataclass(frozen=True)
class Coming:
    """One coming appointment, with the token of its pages."""

    managed: ManagedBooking
    token: str
    may_move: bool

    @property
    def booking(self) -> BookingItem:
        """What was booked."""
        return self.managed.booking

    @property
    def is_pending(self) -> bool:
        """Whether staff still have to say yes."""
        return self.booking.status is Status.PENDING


@dataclass(frozen=True)
class Past:
    """One that is over; `service_id` when the same can be booked again."""

    booking: BookingItem
    service_id: int | None


@require_safe
@own_view
def index(request: PublicRequest) -> HttpResponse:
    """What is coming, and what can be done with each now."""
    public = request.public
    refused = refusals.known_at_the_start(public)
    may_move = refused is None or refused.may_move
    managed = list_managed(own_id(public), business=public.business, now=public.now)
    coming = [Coming(one, manage_token(one.booking.id), one.may_move and may_move) for one in managed]
    return render(request, "me/index.html", {"tab": "index", "coming": coming, "refused": refused})


@require_safe
@own_view
def past(request: PublicRequest) -> HttpResponse:
    """What is over, the latest first."""
    bookable = {offered.service.id for offered in list_offered()}
    found = list_past(own_id(request.public), now=request.public.now, limit=MOST_PAST)
    rows = [Past(one, one.service_id if one.service_id in bookable else None) for one in found]
    return render(request, "me/past.html", {"tab": "past", "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@own_view
def details(request: PublicRequest) -> HttpResponse:
    """Name, address, birth date; e-mail and mobile are changed with a code."""
    card = own_card(request.public)
    form = DetailsForm(request.POST if request.method == "POST" else None, card=card)
    if form.is_valid() and _saved(request, form, form.changes):
        return HttpResponseRedirect(f"{request.public.url('me:details')}?saved")
    context = {"tab": "details", "form": form, "card": card}
    return render(request, "me/details.html", context, status=422 if form.errors else 200)


@require_POST
@own_view
def leave(request: PublicRequest) -> HttpResponse:
    """Staff who acted as her are themselves again, at her card (S50)."""
    public, card = request.public, own_id(request.public)
    response = HttpResponseRedirect(f"/desk/{public.business.slug}/customers/{card}/")
    if public.customer is not None:
        end_customer_session(
            session_id=public.customer.session_id, business_id=public.business.id, actor=public.actor, now=public.now
        )
    forget_customer(request, response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@herself
def wishes(request: PublicRequest) -> HttpResponse:
    """How she is reminded, and in which language."""
    card = own_card(request.public)
    sent = request.POST if request.method == "POST" else None
    form = WishesForm(sent, card=card, languages=request.public.business.languages)
    if form.is_valid() and _saved(request, form, form.changes):
        return HttpResponseRedirect(f"{request.public.url('me:wishes')}?saved")
    context = {"tab": "wishes", "form": form, "card": card}
    return render(request, "me/wishes.html", context, status=422 if form.errors else 200)


@require_safe
@public_view
def manifest(request: PublicRequest) -> HttpResponse:
    """What a phone needs to put these pages on its first screen."""
    public = request.public
    icon = {"src": static("kit/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return JsonResponse(
        {
            "id": public.url("me:index"),
            "name": public.business.name,
            "short_name": public.business.name[:30],
            "start_url": public.url("me:index"),
            "scope": public.url("services:index"),
            "display": "standalone",
            "lang": public.language,
            "background_color": "#ffffff",
            "theme_color": "#ffffff",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


def _saved(request: PublicRequest, form: DetailsForm | WishesForm, changes: CustomerChanges) -> bool:
    """Whether it was stored; else the form says why, and keeps what was typed."""
    public = request.public
    try:
        edit_customer(
            business=public.business,
            actor=public.actor,
            now=public.now,
            customer_id=own_id(public),
            changes=changes,
            expected_version=form.cleaned_data["version"],
        )
    except Stale:
        form.data = {**request.POST.dict(), "version": str(own_card(public).version)}
        form.add_error(None, gettext("Somebody changed your details meanwhile. Save again to keep yours."))
        return False
    except KartotekError as error:
        errors.apply(error, form)
        return False
    return True
