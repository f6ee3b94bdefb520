"""Show locations and the tree of areas; make, change and put away a location in a dialog."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import LocationChanges, LocationDetails, LocationItem, Permission
from kartotek.domain.overview.queries.areas import list_area_lines
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_places import dialogs
from kartotek.web.desk.settings_places.forms import LocationForm
from kartotek.web.kit import errors
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_ADDRESS = ("name", "address_line", "postcode", "city")


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All locations and areas."""
    lines = list_area_lines()
    context = {
        "locations": [
            (location, next((line.area.name for line in lines if line.area.id == location.area_id), ""))
            for location in queries.list_locations(has_archived=True)
        ],
        "lines": lines,
        "may_assign": request.desk.may(Permission.STAFF_MANAGE),
    }
    return render(request, "settings_places/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add_location(request: DeskRequest) -> HttpResponse:
    """A new location."""
    desk = request.desk
    form = LocationForm(request.POST if request.method == "POST" else None, areas=queries.list_areas())
    if form.is_valid():
        details = LocationDetails(
            **{name: form.cleaned_data[name] for name in _ADDRESS}, area_id=form.cleaned_data["area"]
        )
        try:
            made = actions.create_location(
                actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return dialogs.done(request, gettext("%(name)s added") % {"name": made.name})
    return dialogs.edit(request, form, gettext("New location"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit_location(request: DeskRequest, location_id: int) -> HttpResponse:
    """A location; posted to, it is saved."""
    desk = request.desk
    location, areas = queries.get_location(location_id), queries.list_areas()
    form = LocationForm(request.POST if request.method == "POST" else None, initial=_stored(location), areas=areas)
    if form.is_valid():
        try:
            saved = actions.edit_location(
                actor=desk.actor,
                now=desk.now,
                location_id=location_id,
                changes=form.changes(),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            theirs = queries.get_location(location_id)
            stored = LocationForm(initial=_stored(theirs), areas=areas)
            return dialogs.conflict(request, form, stored, title=theirs.name, version=theirs.version)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return dialogs.done(request, gettext("%(name)s saved") % {"name": saved.name})
    return dialogs.edit(request, form, location.name)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def archive_location(request: DeskRequest, location_id: int) -> HttpResponse:
    """Put a location away, or take it into use again."""
    desk = request.desk
    location = queries.get_location(location_id)
    changes = LocationChanges(is_archived=not location.is_archived)
    actions.edit_location(actor=desk.actor, now=desk.now, location_id=location_id, changes=changes)
    word = gettext("%(name)s restored") if location.is_archived else gettext("%(name)s archived")
    return dialogs.done(request, word % {"name": location.name})


def _stored(location: LocationItem) -> dict[str, object]:
    return {
        "version": location.version,
        "area": location.area_id,
        **{name: getattr(location, name) for name in _ADDRESS},
    }
