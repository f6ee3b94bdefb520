"""A new e-mail address or number: a code goes there, and with it the address is hers (S20, S21)."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kartotek.domain.access.actions import change_own_contact, start_proof
from kartotek.kernel.errors import KartotekError
from kartotek.web.booking.me.forms import ContactForm
from kartotek.web.booking.me.own import herself
from kartotek.web.kit import errors
from kartotek.web.kit.proof_forms import CodeForm
from kartotek.web.kit.public import PublicRequest


@require_http_methods(["GET", "HEAD", "POST"])
@herself
def email(request: PublicRequest) -> HttpResponse:
    """Ask for the new e-mail address."""
    return _ask(request, "email")


@require_http_methods(["GET", "HEAD", "POST"])
@herself
def phone(request: PublicRequest) -> HttpResponse:
    """Ask for the new number."""
    return _ask(request, "sms")


@require_http_methods(["GET", "HEAD", "POST"])
@herself
def code(request: PublicRequest, proof: UUID) -> HttpResponse:
    """Enter the code; a wrong one may be tried again until there were five."""
    public = request.public
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_own_contact(
                business=public.business,
                public_id=str(proof),
                code=form.cleaned_data["code"],
                actor=public.actor,
                now=public.now,
            )
        except KartotekError as error:
            errors.apply(error, form, on="code")
        else:
            return HttpResponseRedirect(f"{public.url('me:details')}?saved")
    return render(request, "me/code.html", {"tab": "details", "form": form}, status=422 if form.errors else 200)


def _ask(request: PublicRequest, channel: str) -> HttpResponse:
    public = request.public
    sent = request.POST if request.method == "POST" else None
    form = ContactForm(sent, channel=channel, region=public.business.country)
    if form.is_valid():
        try:
            proof = start_proof(
                business=public.business,
                address=form.cleaned_data["address"],
                language=public.language,
                actor=public.actor,
                now=public.now,
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return HttpResponseRedirect(public.url("me:code", proof.public_id))
    context = {"tab": "details", "form": form, "is_email": channel == "email"}
    return render(request, "me/contact.html", context, status=422 if form.errors else 200)
