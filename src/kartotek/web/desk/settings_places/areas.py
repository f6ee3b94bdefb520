"""Make, change and remove an area in a dialog, and choose its inspectors."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import AreaChanges, AreaDetails, AreaItem, Permission, Role
from kartotek.domain.overview.queries.areas import list_area_lines
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_places import dialogs
from kartotek.web.desk.settings_places.forms import AreaForm, InspectorsForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add_area(request: DeskRequest) -> HttpResponse:
    """A new area, below that of `?parent=`."""
    desk = request.desk
    initial: dict[str, object] = {"parent": request.GET.get("parent", "")}
    form = AreaForm(request.POST if request.method == "POST" else None, initial=initial, areas=queries.list_areas())
    if form.is_valid():
        details = AreaDetails(form.cleaned_data["name"], form.cleaned_data["parent"])
        try:
            made = actions.create_area(actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return dialogs.done(request, gettext("%(name)s added") % {"name": made.name})
    return dialogs.edit(request, form, gettext("New area"))


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
            stored = AreaForm(initial=_stored(theirs), areas=areas, own_id=area_id)
            return dialogs.conflict(request, form, stored, title=theirs.name, version=theirs.version)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return dialogs.done(request, gettext("%(name)s saved") % {"name": saved.name})
    return dialogs.edit(request, form, area.name)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.STAFF_MANAGE)
def inspectors(request: DeskRequest, area_id: int) -> HttpResponse:
    """Who looks after the area; posted to, those ticked do."""
    desk = request.desk
    area = queries.get_area(area_id)
    people = [one for one in queries.list_staff() if one.role is Role.INSPECTOR and one.is_active]
    chosen = [one.id for one in people if area_id in one.area_ids]
    form = InspectorsForm(
        request.POST if request.method == "POST" else None, initial={"inspectors": chosen}, people=people
    )
    if form.is_valid():
        actions.assign_inspectors(
            actor=desk.actor, now=desk.now, area_id=area_id, member_ids=form.cleaned_data["inspectors"]
        )
        return dialogs.done(request, gettext("Inspectors of %(name)s saved") % {"name": area.name})
    title = gettext("Inspectors of %(name)s") % {"name": area.name}
    context = {"form": form, "title": title, "has_people": bool(people)}
    return responses.dialog(
        request, "settings_places/inspectors.html", context, title=title, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def delete_area(request: DeskRequest, area_id: int) -> HttpResponse:
    """Say what belongs to it, or ask; posted to, the area is removed unless something does."""
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
            return dialogs.done(request, gettext("%(name)s removed") % {"name": area.name})
    title = gettext("Remove %(name)s") % {"name": area.name}
    lines = list_area_lines()
    context = {
        "form": form,
        "title": title,
        "line": next(line for line in lines if line.area.id == area_id),
        "parts": [line.area for line in lines if line.area.parent_id == area_id],
    }
    return responses.dialog(
        request, "settings_places/delete.html", context, title=title, status=422 if form.errors else 200
    )


def _stored(area: AreaItem) -> dict[str, object]:
    return {"version": area.version, "name": area.name, "parent": area.parent_id}
