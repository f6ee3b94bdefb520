"""Show the tokens; make one, whose text is shown this once, and revoke one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.settings_tokens.forms import TokenForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view(Permission.TOKEN_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All tokens that work."""
    return render(request, "settings_tokens/index.html", {"tokens": queries.list_tokens()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TOKEN_MANAGE)
def create(request: DeskRequest) -> HttpResponse:
    """A new token; the answer shows its text."""
    desk = request.desk
    people = [
        person
        for person in queries.list_staff()
        if person.is_active and not person.is_invited and all(map(desk.actor.may, person.permissions))
    ]
    form = TokenForm(request.POST if request.method == "POST" else None, people=people, own_id=desk.actor.id)
    title = gettext("New API token")
    if form.is_valid():
        try:
            made = actions.create_token(
                actor=desk.actor, now=desk.now, member_id=form.cleaned_data["member"], name=form.cleaned_data["name"]
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.dialog(request, "settings_tokens/made.html", {"made": made, "title": title}, title=title)
    context = {"form": form, "title": title}
    return responses.dialog(
        request, "settings_tokens/create.html", context, title=title, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TOKEN_MANAGE)
def revoke(request: DeskRequest, token_id: int) -> HttpResponse:
    """Ask; posted to, the token opens nothing any more."""
    desk = request.desk
    token = queries.get_token(token_id)
    if request.method == "POST":
        actions.revoke_token(actor=desk.actor, now=desk.now, token_id=token_id)
        return responses.done(
            request, desk.url("settings_tokens:index"), gettext("%(name)s revoked") % {"name": token.name}
        )
    title = gettext("Revoke %(name)s") % {"name": token.name}
    return responses.dialog(request, "settings_tokens/revoke.html", {"token": token, "title": title}, title=title)
