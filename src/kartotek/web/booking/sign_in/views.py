"""Ask for a code, enter it, be signed in; and out again. Every step is the same for known and unknown (S22)."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.access.actions import confirm_proof, end_customer_session, start_proof
from kartotek.domain.messaging.values import Event
from kartotek.kernel.errors import KartotekError
from kartotek.plumbing.addresses import absolute
from kartotek.web.kit import errors
from kartotek.web.kit.proof_forms import AddressForm, CodeForm
from kartotek.web.kit.public import PublicRequest, forget_customer, remember_customer
from kartotek.web.kit.views import public_view

SHOWN = "kartotek_proof_to"  # what was typed, shown again on the page of the code


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def index(request: PublicRequest) -> HttpResponse:
    """Ask where the code shall go."""
    public = request.public
    form = AddressForm(request.POST or None, region=public.business.country)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            proof = start_proof(
                business=public.business,
                address=address,
                language=public.language,
                actor=public.actor,
                now=public.now,
                event=Event.SIGN_IN_CODE,
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            target = public.url("sign_in:code", proof.public_id)
            response = HttpResponseRedirect(f"{target}?{urlencode({'next': _next(request)})}")
            response.set_signed_cookie(
                SHOWN,
                str(address.value),
                max_age=600,
                httponly=True,
                samesite="Lax",
                secure=absolute("/").startswith("https:"),
            )
            return response
    status = 422 if form.errors else 200
    return render(request, "sign_in/index.html", {"form": form, "next": _next(request)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def code(request: PublicRequest, proof: UUID) -> HttpResponse:
    """Enter the code; a wrong one may be tried again until there were five."""
    public = request.public
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = confirm_proof(
                business=public.business,
                public_id=str(proof),
                code=form.cleaned_data["code"],
                actor=public.actor,
                now=public.now,
            )
        except KartotekError as error:
            errors.apply(error, form, on="code")
        else:
            response = HttpResponseRedirect(_next(request))
            remember_customer(request, response, token)
            response.delete_cookie(SHOWN)
            return response
    context = {
        "form": form,
        "next": _next(request),
        "address": request.get_signed_cookie(SHOWN, default="", max_age=600),
    }
    return render(request, "sign_in/code.html", context, status=422 if form.errors else 200)


@require_POST
@public_view
def out(request: PublicRequest) -> HttpResponse:
    """Sign out; without a session nothing happens."""
    public = request.public
    if public.customer is not None:
        end_customer_session(
            session_id=public.customer.session_id, business_id=public.business.id, actor=public.actor, now=public.now
        )
    response = HttpResponseRedirect(public.url("services:index"))
    forget_customer(request, response)
    return response


def _next(request: PublicRequest) -> str:
    """Where to go on: a page of this booking site, else its first."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    home = request.public.url("services:index")
    is_ours = wanted.startswith(home) and ".." not in wanted
    return wanted if is_ours and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else home
