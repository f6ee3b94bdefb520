"""Make, rename, order and delete a category, in dialogs over the list of services."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import CategoryChanges, CategoryDetails, CategoryItem
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.settings_services.forms import CategoryForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """A new category."""
    form = CategoryForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _dialog(request, form, None)
    if form.is_valid():
        desk = request.desk
        details = CategoryDetails(name=form.cleaned_data["name"])
        try:
            made = actions.create_category(actor=desk.actor, now=desk.now, business=desk.business, details=details)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _back(request, gettext("%(name)s added") % {"name": made.name}, made.id)
    return _dialog(request, form, None, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, category_id: int) -> HttpResponse:
    """Rename a category; what somebody else saved meanwhile is told above the name."""
    desk = request.desk
    item = queries.get_category(category_id)
    initial = {"name": item.name, "version": item.version}
    form = CategoryForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method != "POST":
        return _dialog(request, form, item)
    if form.is_valid():
        try:
            saved = actions.edit_category(
                actor=desk.actor,
                now=desk.now,
                business=desk.business,
                category_id=item.id,
                changes=CategoryChanges(name=form.cleaned_data["name"]),
                expected_version=form.cleaned_data["version"],
            )
        except KartotekError as error:
            errors.apply(error, form)
            form.data = {**request.POST.dict(), "version": str(item.version)}
        else:
            return _back(request, gettext("%(name)s saved") % {"name": saved.name}, saved.id)
    return _dialog(request, form, item, status=422)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def move(request: DeskRequest, category_id: int) -> HttpResponse:
    """One place up or down."""
    step = -1 if request.POST.get("to") == "up" else 1
    desk = request.desk
    moved = actions.move_category(
        actor=desk.actor, now=desk.now, business=desk.business, category_id=category_id, step=step
    )
    return _back(request, gettext("%(name)s moved") % {"name": moved.name}, moved.id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def delete(request: DeskRequest, category_id: int) -> HttpResponse:
    """Ask, naming the services that stay; posted to, the category is deleted."""
    desk = request.desk
    item = queries.get_category(category_id)
    if request.method != "POST":
        mine = [each for each in queries.list_services(has_archived=True) if each.category_id == item.id]
        title = gettext("Delete %(name)s") % {"name": item.name}
        context = {"item": item, "count": len(mine), "title": title}
        return responses.dialog(request, "settings_services/delete_category.html", context, title=title)
    actions.delete_category(actor=desk.actor, now=desk.now, business=desk.business, category_id=item.id)
    return responses.done(
        request, desk.url("settings_services:index"), gettext("%(name)s deleted") % {"name": item.name}
    )


def _dialog(request: DeskRequest, form: CategoryForm, item: CategoryItem | None, *, status: int = 200) -> HttpResponse:
    title = gettext("New category") if item is None else gettext("Rename %(name)s") % {"name": item.name}
    context = {"form": form, "item": item, "title": title, "url": request.path}
    return responses.dialog(request, "settings_services/category.html", context, title=title, status=status)


def _back(request: DeskRequest, message: str, category_id: int) -> HttpResponse:
    url = request.desk.url("settings_services:index")
    return responses.done(request, f"{url}?at=c{category_id}", message)
