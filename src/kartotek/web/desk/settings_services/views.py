"""Show the services by category; make, change, order, archive and restore one."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.booking.queries.attached import count_coming_of_service
from kartotek.domain.businesses.values import LANGUAGES, Permission
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import CategoryItem, ServiceDetails, ServiceItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.kernel.money import Money
from kartotek.web.desk.settings_services.forms import ServiceForm
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_FORM_NAMES = {
    **{f"description.{each}": f"description_{each}" for each in LANGUAGES},
    "gap": "gap_minutes",
    "gap.after_minutes": "gap_after_minutes",
    "gap.minutes": "gap_minutes",
}


@dataclass(frozen=True)
class Line:
    """A service in the list."""

    item: ServiceItem
    price: Money | None
    is_first: bool
    is_last: bool

    @property
    def key(self) -> str:
        """What `?at=` calls it."""
        return f"s{self.item.id}"


@dataclass(frozen=True)
class Group:
    """A category with its services; None for those without one."""

    category: CategoryItem | None
    lines: list[Line]
    is_first: bool
    is_last: bool

    @property
    def key(self) -> str:
        """What `?at=` calls it."""
        return f"c{self.category.id}" if self.category else ""


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All services by category; those put away with `?archived=1`."""
    is_archived = "archived" in request.GET
    services = [each for each in queries.list_services(has_archived=True) if each.is_archived == is_archived]
    context = {
        "groups": _groups(services, request.desk.business.currency, has_empty=not is_archived),
        "is_archived": is_archived,
        "at": request.GET.get("at", ""),
    }
    return render(request, "settings_services/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """A new service."""
    form = _form(request, None)
    if request.method != "POST":
        return _page(request, form, None)
    if form.is_valid():
        details = replace(ServiceDetails(name="", duration_minutes=0), **form.changes(None))
        desk = request.desk
        try:
            made = actions.create_service(actor=desk.actor, now=desk.now, business=desk.business, details=details)
        except KartotekError as error:
            errors.apply(error, form, _FORM_NAMES)
        else:
            return _back(request, gettext("%(name)s added") % {"name": made.name}, f"s{made.id}")
    return _page(request, form, None, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, service_id: int) -> HttpResponse:
    """A service; posted to, it is saved."""
    item = queries.get_service(service_id)
    form = _form(request, item)
    if request.method != "POST":
        return _page(request, form, item)
    if form.is_valid():
        desk = request.desk
        try:
            saved = actions.edit_service(
                actor=desk.actor,
                now=desk.now,
                business=desk.business,
                service_id=item.id,
                changes=form.changes(item),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            return _conflict(request, form, queries.get_service(service_id))
        except KartotekError as error:
            errors.apply(error, form, _FORM_NAMES)
        else:
            return _back(request, gettext("%(name)s saved") % {"name": saved.name}, f"s{saved.id}")
    return _page(request, form, item, status=422)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def move(request: DeskRequest, service_id: int) -> HttpResponse:
    """One place up or down within its category."""
    step = -1 if request.POST.get("to") == "up" else 1
    desk = request.desk
    moved = actions.move_service(
        actor=desk.actor, now=desk.now, business=desk.business, service_id=service_id, step=step
    )
    return _back(request, gettext("%(name)s moved") % {"name": moved.name}, f"s{moved.id}")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def archive(request: DeskRequest, service_id: int) -> HttpResponse:
    """Ask, naming the coming bookings; posted to, the service is put away."""
    desk = request.desk
    item = queries.get_service(service_id)
    if request.method != "POST":
        context = {"item": item, "coming": count_coming_of_service(item.id, now=desk.now)}
        title = gettext("Archive %(name)s") % {"name": item.name}
        return responses.dialog(request, "settings_services/archive.html", {**context, "title": title}, title=title)
    actions.archive_service(actor=desk.actor, now=desk.now, business=desk.business, service_id=item.id)
    return _back(request, gettext("%(name)s archived") % {"name": item.name})


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def restore(request: DeskRequest, service_id: int) -> HttpResponse:
    """Take a service into use again."""
    desk = request.desk
    item = actions.restore_service(actor=desk.actor, now=desk.now, business=desk.business, service_id=service_id)
    return _back(request, gettext("%(name)s restored") % {"name": item.name}, f"s{item.id}")


def _back(request: DeskRequest, message: str, at: str = "") -> HttpResponse:
    """To the list, with the focus on the row `at`."""
    url = request.desk.url("settings_services:index")
    return responses.done(request, f"{url}?at={at}" if at else url, message)


def _form(request: DeskRequest, item: ServiceItem | None) -> ServiceForm:
    business = request.desk.business
    return ServiceForm(
        request.POST if request.method == "POST" else None,
        item=item,
        currency=business.currency,
        languages=business.languages,
        choices=(queries.list_categories(), queries.list_employees()),
    )


def _page(
    request: DeskRequest,
    form: ServiceForm,
    item: ServiceItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "item": item, "rows": rows}
    return render(request, "settings_services/service.html", context, status=status)


def _conflict(request: DeskRequest, form: ServiceForm, item: ServiceItem) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    business = request.desk.business
    theirs = ServiceForm(
        item=item,
        currency=business.currency,
        languages=business.languages,
        choices=(queries.list_categories(), queries.list_employees()),
    )
    rows = conflicts.differing(theirs, form)
    form.data = request.POST.copy()
    form.data["version"] = str(item.version)
    return _page(request, form, item, rows=rows, status=409)


def _groups(services: list[ServiceItem], currency: str, *, has_empty: bool) -> list[Group]:
    """The services under their headings; empty headings only where they can be filled."""
    categories = queries.list_categories()
    last = len(categories) - 1
    groups = [
        Group(category, _lines(services, category.id, currency), number == 0, number == last)
        for number, category in enumerate(categories)
    ]
    groups.append(Group(None, _lines(services, None, currency), is_first=True, is_last=True))
    return [group for group in groups if group.lines or (has_empty and group.category)]


def _lines(services: list[ServiceItem], category_id: int | None, currency: str) -> list[Line]:
    mine = [each for each in services if each.category_id == category_id]
    return [
        Line(
            item,
            None if item.price is None else Money(item.price, currency),
            is_first=number == 0,
            is_last=number == len(mine) - 1,
        )
        for number, item in enumerate(mine)
    ]
