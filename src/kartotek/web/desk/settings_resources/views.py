"""Show rooms and equipment; make, change and put away one in a dialog."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import ResourceChanges, ResourceDetails, ResourceItem, ServiceItem, ServiceKind
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_resources.forms import ResourceForm
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All of them, those put away too."""
    names = {one.id: one.name for one in queries.list_services()}
    rows = [
        (one, [names[service] for service in one.service_ids if service in names])
        for one in queries.list_resources(has_archived=True)
    ]
    return render(request, "settings_resources/index.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """A new room or piece of equipment."""
    desk = request.desk
    form = ResourceForm(request.POST if request.method == "POST" else None, services=_services())
    if form.is_valid():
        details = ResourceDetails(
            name=form.cleaned_data["name"],
            capacity=form.cleaned_data["capacity"],
            service_ids=tuple(form.cleaned_data["services"]),
        )
        try:
            made = actions.create_resource(
                actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s added") % {"name": made.name})
    return _dialog(request, form, gettext("New room or equipment"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, resource_id: int) -> HttpResponse:
    """One of them; posted to, it is saved."""
    desk = request.desk
    item, services = queries.get_resource(resource_id), _services()
    posted = request.POST if request.method == "POST" else None
    form = ResourceForm(posted, initial=_stored(item), services=services)
    if form.is_valid():
        try:
            saved = actions.edit_resource(
                actor=desk.actor,
                now=desk.now,
                business_id=desk.business.id,
                resource_id=resource_id,
                changes=form.changes(),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            theirs = queries.get_resource(resource_id)
            rows = conflicts.differing(ResourceForm(initial=_stored(theirs), services=services), form)
            form.data = request.POST.copy()
            form.data["version"] = str(theirs.version)
            return _dialog(request, form, theirs.name, rows)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("%(name)s saved") % {"name": saved.name})
    return _dialog(request, form, item.name)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def archive(request: DeskRequest, resource_id: int) -> HttpResponse:
    """Put it away, or take it into use again."""
    desk = request.desk
    item = queries.get_resource(resource_id)
    actions.edit_resource(
        actor=desk.actor,
        now=desk.now,
        business_id=desk.business.id,
        resource_id=resource_id,
        changes=ResourceChanges(is_archived=not item.is_archived),
    )
    word = gettext("%(name)s restored") if item.is_archived else gettext("%(name)s archived")
    return _done(request, word % {"name": item.name})


def _services() -> list[ServiceItem]:
    return [one for one in queries.list_services() if one.kind == ServiceKind.APPOINTMENT]


def _stored(item: ResourceItem) -> dict[str, object]:
    return {
        "version": item.version,
        "name": item.name,
        "capacity": item.capacity,
        "services": list(item.service_ids),
    }


def _done(request: DeskRequest, message: str) -> HttpResponse:
    return responses.done(request, request.desk.url("settings_resources:index"), message)


def _dialog(
    request: DeskRequest, form: forms.Form, title: str, rows: list[conflicts.Row] | None = None
) -> HttpResponse:
    status = 409 if rows else 422 if form.errors else 200
    context = {"form": form, "title": title, "rows": rows}
    return responses.dialog(request, "settings_resources/edit.html", context, title=title, status=status)
