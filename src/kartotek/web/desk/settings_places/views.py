"""Show locations and the tree of areas; make, change and remove one in a dialog."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import (
    AreaChanges,
    AreaDetails,
    AreaItem,
    LocationChanges,
    LocationDetails,
    LocationItem,
    Permission,
)
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_places.forms import AreaForm, LocationForm
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_ADDRESS = ("name", "address_line", "postcode", "city")


@dataclass(frozen=True)
class Branch:
    """An area in the tree, and the name of the one it belongs to."""

    area: AreaItem
    whole: str


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All locations and areas."""
    context = {"locations": queries.list_locations(has_archived=True), "branches": _tree(queries.list_areas())}
    return render(request, "settings_places/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add_location(request: DeskRequest) -> HttpResponse:
    """A new location."""
    desk = request.desk
    form = LocationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        details = LocationDetails(**{name: form.cleaned_data[name] for name in _ADDRESS})
        try:
            made = actions.create_location(
                actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s added") % {"name": made.name})
    return _dialog(request, form, gettext("New location"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit_location(request: DeskRequest, location_id: int) -> HttpResponse:
    """A location; posted to, it is saved."""
    desk = request.desk
    location = queries.get_location(location_id)
    form = LocationForm(request.POST if request.method == "POST" else None, initial=_stored(location))
    if form.is_valid():
        typed = form.cleaned_data
        changes = LocationChanges(
            name=typed["name"], address_line=typed["address_line"], postcode=typed["postcode"], city=typed["city"]
        )
        try:
            saved = actions.edit_location(
                actor=desk.actor,
                now=desk.now,
                location_id=location_id,
                changes=changes,
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            theirs = queries.get_location(location_id)
            return _conflict(request, form, LocationForm(initial=_stored(theirs)), theirs)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s saved") % {"name": saved.name})
    return _dialog(request, form, location.name)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def archive_location(request: DeskRequest, location_id: int) -> HttpResponse:
    """Put a location away, or take it into use again."""
    desk = request.desk
    location = queries.get_location(location_id)
    changes = LocationChanges(is_archived=not location.is_archived)
    actions.edit_location(actor=desk.actor, now=desk.now, location_id=location_id, changes=changes)
    word = gettext("%(name)s restored") if location.is_archived else gettext("%(name)s archived")
    return _done(request, word % {"name": location.name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add_area(request: DeskRequest) -> HttpResponse:
    """A new area."""
    desk = request.desk
    form = AreaForm(request.POST if request.method == "POST" else None, areas=queries.list_areas())
    if form.is_valid():
        details = AreaDetails(form.cleaned_data["name"], form.cleaned_data["parent"])
        try:
            made = actions.create_area(actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s added") % {"name": made.name})
    return _dialog(request, form, gettext("New area"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit_area(request: DeskRequest, area_id: int) -> HttpResponse:
    """An area; posted to, it is saved."""
    desk = request.desk
    area, areas = queries.get_area(area_id), queries.list_areas()
    form = AreaForm(
        request.POST if request.method == "POST" else None, initial=_stored(area), areas=areas, own_id=area_id
    )
    if form.is_valid():
        try:
            saved = actions.edit_area(
                actor=desk.actor,
                now=desk.now,
                area_id=area_id,
                changes=AreaChanges(name=form.cleaned_data["name"], parent_id=form.cleaned_data["parent"]),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            theirs = queries.get_area(area_id)
            return _conflict(request, form, AreaForm(initial=_stored(theirs), areas=areas, own_id=area_id), theirs)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s saved") % {"name": saved.name})
    return _dialog(request, form, area.name)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def delete_area(request: DeskRequest, area_id: int) -> HttpResponse:
    """Ask; posted to, the area is removed unless something belongs to it."""
    desk = request.desk
    area = queries.get_area(area_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            actions.delete_area(actor=desk.actor, now=desk.now, area_id=area_id)
        except KartotekError as error:
            form = forms.Form({})
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s removed") % {"name": area.name})
    title = gettext("Remove %(name)s") % {"name": area.name}
    return responses.dialog(
        request,
        "settings_places/delete.html",
        {"form": form, "title": title},
        title=title,
        status=422 if form.errors else 200,
    )


def _stored(item: LocationItem | AreaItem) -> dict[str, object]:
    if isinstance(item, AreaItem):
        return {"version": item.version, "name": item.name, "parent": item.parent_id}
    return {"version": item.version, **{name: getattr(item, name) for name in _ADDRESS}}


def _tree(areas: list[AreaItem], above: AreaItem | None = None) -> list[Branch]:
    """The areas below one, each followed by its own parts."""
    return [
        branch
        for area in areas
        if area.parent_id == (above.id if above else None)
        for branch in (Branch(area, above.name if above else ""), *_tree(areas, area))
    ]


def _done(request: DeskRequest, message: str) -> HttpResponse:
    return responses.done(request, request.desk.url("settings_places:index"), message)


def _dialog(
    request: DeskRequest,
    form: forms.Form,
    title: str,
    rows: list[conflicts.Row] | None = None,
) -> HttpResponse:
    status = 409 if rows else 422 if form.errors else 200
    context = {"form": form, "title": title, "rows": rows}
    return responses.dialog(request, "settings_places/edit.html", context, title=title, status=status)


def _conflict(
    request: DeskRequest, form: forms.Form, theirs: forms.Form, item: LocationItem | AreaItem
) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    rows = conflicts.differing(theirs, form)
    form.data = request.POST.copy()
    form.data["version"] = str(item.version)
    return _dialog(request, form, item.name, rows)
