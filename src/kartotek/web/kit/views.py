"""Who may enter a view, in which business, language and time zone? The one way into desk and public pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from kartotek.domain.businesses.queries import actor_for_membership, find_member
from kartotek.domain.businesses.values import Permission, Role
from kartotek.kernel import clock
from kartotek.kernel.errors import KartotekError, NotFound, NotPermitted
from kartotek.plumbing.network import client_address
from kartotek.plumbing.readiness import is_worker_alive
from kartotek.web.kit import errors
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.public import LANGUAGE_COOKIE, LANGUAGE_PARAMETER, PublicRequest, context_of

P = ParamSpec("P")
ROLE_LABELS = {
    Role.OWNER: _("Owner"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.INSPECTOR: _("Inspector"),
    Role.RECEPTIONIST: _("Receptionist"),
    Role.PRACTITIONER: _("Practitioner"),
}
DeskView = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
PublicView = Callable[Concatenate[PublicRequest, P], HttpResponseBase]
View = Callable[..., HttpResponseBase]  # the resolver calls by keyword: slug, and what else the pattern names


def desk_view(permission: Permission | None = None) -> Callable[[DeskView[P]], View]:
    """Let a signed-in member of the business named by `slug` in; the view finds all it needs in `request.desk`.

    Somebody else's business does not exist (S56); a missing permission and every refusal of an action become pages.
    """

    def decorate(view: DeskView[P]) -> View:
        @wraps(view)
        def enter(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            context = _desk_context(request, slug, request.user.pk)
            desk_request = cast("DeskRequest", request)  # from here on it carries what the class promises
            desk_request.desk = context
            with (
                scope(business=context.business.id),
                timezone.override(ZoneInfo(context.business.timezone)),
                translation.override(request.user.language),
            ):
                try:
                    if permission is not None and not context.may(permission):
                        raise NotPermitted
                    return view(desk_request, *args, **kwargs)
                except KartotekError as error:
                    return errors.page(request, error)

        return enter

    return decorate


def _desk_context(request: HttpRequest, slug: str, user_id: int) -> DeskContext:
    """What the view will know; somebody who does not work there gets the same 404 as for no such business."""
    member = find_member(user_id, slug)
    if member is None:
        raise Http404
    now = clock.now()
    return DeskContext(
        business=member.business,
        actor=actor_for_membership(member, client_address(request.META)),
        now=now,
        role_label=str(ROLE_LABELS[Role(member.role)]),
        is_worker_late=not is_worker_alive(now=now),
    )


def public_view(view: PublicView[P]) -> View:
    """Let anybody onto the booking site named by `slug`; the view finds all it needs in `request.public`."""

    @wraps(view)
    def enter(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            context = context_of(request, slug)
        except NotFound as error:
            raise Http404 from error
        if LANGUAGE_PARAMETER in request.GET:
            return _speak(request, context.business.languages)
        public_request = cast("PublicRequest", request)  # from here on it carries what the class promises
        public_request.public = context
        with (
            scope(business=context.business.id),
            timezone.override(ZoneInfo(context.business.timezone)),
            translation.override(context.language),
        ):
            response = _answered(public_request, view, *args, **kwargs)
        response.headers.setdefault("Content-Language", context.language)
        response.headers.setdefault("Cache-Control", "private, max-age=0")
        return response

    return enter


def _answered(request: PublicRequest, view: PublicView[P], *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except KartotekError as error:
        return errors.page(request, error)


def _speak(request: HttpRequest, offered: list[str]) -> HttpResponseRedirect:
    """Remember the language chosen and show the same page in it."""
    query = request.GET.copy()
    code = query.pop(LANGUAGE_PARAMETER)[-1]
    response = HttpResponseRedirect(f"{request.path}?{query.urlencode()}" if query else request.path)
    if code in offered:
        response.set_cookie(LANGUAGE_COOKIE, str(code), max_age=31_536_000, samesite="Lax", httponly=True)
    return response
