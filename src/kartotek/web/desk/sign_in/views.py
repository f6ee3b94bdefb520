"""Where does somebody go who comes to the desk, and how does an invited person join?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.errors import SignInFirst
from kartotek.kernel import clock
from kartotek.kernel.errors import KartotekError, NotFound
from kartotek.plumbing.network import client_address
from kartotek.web.desk.sign_in.forms import JoinForm
from kartotek.web.kit import errors

DESK_LANGUAGES = frozenset({"en"})  # the desk's other languages come when they are complete
BACKEND = "django.contrib.auth.backends.ModelBackend"
View = Callable[..., HttpResponseBase]


def in_desk_language(view: View) -> View:
    """Show a page of the staff in a language in which all of it is written, not half of it."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: whatever the view takes
        asked = getattr(request.user, "language", translation.get_language())
        with translation.override(asked if asked in DESK_LANGUAGES else "en"):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()  # allauth answers with templates that would be drawn outside this language
            return response

    return run


@require_safe
@login_required
def choose_business(request: HttpRequest) -> HttpResponse:
    """The business of the person; a list when there are several, a word when there is none."""
    businesses = queries.list_businesses_of(request.user.pk or 0)
    if len(businesses) == 1:
        return HttpResponseRedirect(f"/desk/{businesses[0].slug}/")
    return render(request, "sign_in/businesses.html", {"businesses": businesses})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what the invitation offers; accepting leads straight to the desk."""
    member = queries.find_invitation(secret, clock.now())
    if member is None:
        return errors.page(request, NotFound())
    form = JoinForm(request.POST if request.method == "POST" else None, initial={"name": member.name})
    has_account = request.user.pk == member.user_id
    if form.is_valid():
        try:
            joined = actions.accept_invitation(
                actor=Actor(ActorKind.STAFF, None, "", address=client_address(request.META)),
                now=clock.now(),
                secret=secret,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                user_id=request.user.pk,
            )
        except SignInFirst:
            return HttpResponseRedirect(f"{reverse('account_login')}?next={request.path}")
        except KartotekError as error:
            errors.apply(error, form)
        else:
            if not has_account:
                login(request, joined.user, BACKEND)
            return HttpResponseRedirect(f"/desk/{joined.business.slug}/")
    context = {"form": form, "member": member, "has_account": has_account}
    return render(request, "sign_in/invitation.html", context, status=422 if form.errors else 200)
