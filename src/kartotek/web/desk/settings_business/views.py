"""Show and save what the business says about itself; send others to the settings they may open."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.businesses import queries
from kartotek.domain.businesses.actions import edit_business
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_business.forms import BusinessForm, stored
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.settings_entries import SETTINGS
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The business; posted to, it is saved."""
    desk = request.desk
    if not desk.may(Permission.SETTINGS_MANAGE):
        return _elsewhere(request)
    if request.method != "POST":
        return _page(request, stored(desk.business))
    form = BusinessForm(request.POST)
    if form.is_valid():
        try:
            edit_business(
                actor=desk.actor,
                now=desk.now,
                business_id=desk.business.id,
                changes=form.changes(),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            return _conflict(request, form)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.done(request, desk.url("settings:index"), gettext("Business saved"))
    return _page(request, form, status=422)


def _elsewhere(request: DeskRequest) -> HttpResponse:
    """The first settings the person may open; the opening hours are open to everybody."""
    desk = request.desk
    open_to_her = (entry for entry in SETTINGS[1:] if entry.permission is None or desk.may(entry.permission))
    return HttpResponseRedirect(desk.url(next(open_to_her).url_name))


def _page(
    request: DeskRequest, form: BusinessForm, rows: list[conflicts.Row] | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "settings_business/index.html", {"form": form, "rows": rows}, status=status)


def _conflict(request: DeskRequest, form: BusinessForm) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    theirs = queries.get_business(request.desk.business.id)
    rows = conflicts.differing(stored(theirs), form)
    form.data = request.POST.copy()
    form.data["version"] = str(theirs.version)
    return _page(request, form, rows, status=409)
