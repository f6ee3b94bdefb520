"""Show the employees; make, change, order, archive and restore one."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.booking.queries.attached import count_coming_with_employee
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.businesses.queries import list_locations, list_staff
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import EmployeeDetails, EmployeeItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_employees.forms import EmployeeForm, World
from kartotek.web.kit import conflicts, errors, feeds, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class Line:
    """An employee in the list."""

    item: EmployeeItem
    location: str
    services: str
    is_first: bool
    is_last: bool

    @property
    def key(self) -> str:
        """What `?at=` calls it."""
        return f"e{self.item.id}"


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All employees; those put away with `?archived=1`."""
    is_archived = "archived" in request.GET
    people = [each for each in queries.list_employees(has_archived=True) if each.is_archived == is_archived]
    context = {"lines": _lines(people), "is_archived": is_archived, "at": request.GET.get("at", "")}
    return render(request, "settings_employees/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """A new employee; then her hours come next."""
    form = _form(request, None)
    if request.method != "POST":
        return _page(request, form, None)
    if form.is_valid():
        desk = request.desk
        details = replace(EmployeeDetails(name=""), **form.changes())
        try:
            made = actions.create_employee(actor=desk.actor, now=desk.now, business=desk.business, details=details)
        except KartotekError as error:
            errors.apply(error, form, form.names())
        else:
            told = gettext("%(name)s added. When does she or he work?") % {"name": made.name}
            return responses.done(request, desk.url("settings_hours:week", made.id), told)
    return _page(request, form, None, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, employee_id: int) -> HttpResponse:
    """An employee; posted to, she is saved."""
    item = queries.get_employee(employee_id)
    form = _form(request, item)
    if request.method != "POST":
        return _page(request, form, item)
    if form.is_valid():
        desk = request.desk
        try:
            saved = actions.edit_employee(
                actor=desk.actor,
                now=desk.now,
                business=desk.business,
                employee_id=item.id,
                changes=form.changes(),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            return _conflict(request, form, queries.get_employee(employee_id))
        except KartotekError as error:
            errors.apply(error, form, form.names())
        else:
            return _back(request, gettext("%(name)s saved") % {"name": saved.name}, saved.id)
    return _page(request, form, item, status=422)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def move(request: DeskRequest, employee_id: int) -> HttpResponse:
    """One place up or down."""
    step = -1 if request.POST.get("to") == "up" else 1
    desk = request.desk
    moved = actions.move_employee(
        actor=desk.actor, now=desk.now, business=desk.business, employee_id=employee_id, step=step
    )
    return _back(request, gettext("%(name)s moved") % {"name": moved.name}, moved.id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def archive(request: DeskRequest, employee_id: int) -> HttpResponse:
    """Ask, naming the coming bookings; posted to, the employee is put away."""
    desk = request.desk
    item = queries.get_employee(employee_id)
    if request.method != "POST":
        title = gettext("Archive %(name)s") % {"name": item.name}
        context = {"item": item, "coming": count_coming_with_employee(item.id, now=desk.now), "title": title}
        return responses.dialog(request, "settings_employees/archive.html", context, title=title)
    actions.archive_employee(actor=desk.actor, now=desk.now, business=desk.business, employee_id=item.id)
    return _back(request, gettext("%(name)s archived") % {"name": item.name})


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def restore(request: DeskRequest, employee_id: int) -> HttpResponse:
    """Take an employee into use again."""
    desk = request.desk
    item = actions.restore_employee(actor=desk.actor, now=desk.now, business=desk.business, employee_id=employee_id)
    return _back(request, gettext("%(name)s restored") % {"name": item.name}, item.id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def new_feed(request: DeskRequest, employee_id: int) -> HttpResponse:
    """Ask; posted to, the calendar has a new address."""
    back = request.desk.url("settings_employees:edit", employee_id)
    return feeds.renew(request, FeedOwner(FeedKind.EMPLOYEE, employee_id), back=back)


def _back(request: DeskRequest, message: str, employee_id: int | None = None) -> HttpResponse:
    """To the list, with the focus on the row of an employee."""
    url = request.desk.url("settings_employees:index")
    return responses.done(request, url if employee_id is None else f"{url}?at=e{employee_id}", message)


def _form(request: DeskRequest, item: EmployeeItem | None) -> EmployeeForm:
    data = request.POST if request.method == "POST" else None
    return EmployeeForm(data, item=item, world=_world(request, item))


def _world(request: DeskRequest, item: EmployeeItem | None) -> World:
    """What there is to choose from; what is chosen already stays in the list even where it was put away."""
    taken = {each.membership_id for each in queries.list_employees(has_archived=True)}
    own = None if item is None else item.membership_id
    staff = [each for each in list_staff() if each.id == own or (each.is_active and each.id not in taken)]
    location = None if item is None else item.location_id
    locations = [each for each in list_locations(has_archived=True) if not each.is_archived or each.id == location]
    return World(
        services=queries.list_services(),
        locations=[(str(each.id), each.name) for each in locations],
        staff=[(str(each.id), each.name) for each in staff],
        currency=request.desk.business.currency,
    )


def _page(
    request: DeskRequest,
    form: EmployeeForm,
    item: EmployeeItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "item": item, "rows": rows, "feed": _feed(request, item)}
    return render(request, "settings_employees/employee.html", context, status=status)


def _feed(request: DeskRequest, item: EmployeeItem | None) -> feeds.ShownFeed | None:
    """The address of the calendar; who is new or put away has none."""
    if item is None or item.is_archived:
        return None
    about = gettext("The bookings of %(name)s, with the names of the customers.") % {"name": item.name}
    new_url = request.desk.url("settings_employees:new_feed", item.id)
    return feeds.shown(request.desk, FeedOwner(FeedKind.EMPLOYEE, item.id), new_url=new_url, about=about)


def _conflict(request: DeskRequest, form: EmployeeForm, item: EmployeeItem) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    rows = conflicts.differing(EmployeeForm(item=item, world=_world(request, item)), form)
    form.data = request.POST.copy()
    form.data["version"] = str(item.version)
    return _page(request, form, item, rows=rows, status=409)


def _lines(people: list[EmployeeItem]) -> list[Line]:
    locations = {each.id: each.name for each in list_locations(has_archived=True)}
    services = {each.id: each.name for each in queries.list_services()}
    return [
        Line(
            item=item,
            location=locations.get(item.location_id or 0, ""),
            services=", ".join(services[each] for each in item.service_ids if each in services),
            is_first=number == 0,
            is_last=number == len(people) - 1,
        )
        for number, item in enumerate(people)
    ]
