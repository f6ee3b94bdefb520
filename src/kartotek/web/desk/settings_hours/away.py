"""Days on which an employee is away: add, change, take back."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.booking.actions import days as actions
from kartotek.domain.booking.decisions.hours_rules import day_off_problems
from kartotek.domain.booking.decisions.outside import day_off_change
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import DayOffItem
from kartotek.domain.booking.values.outside import NOTHING, Outside
from kartotek.domain.catalog.values import EmployeeItem
from kartotek.web.desk.settings_hours.asking import outside_of
from kartotek.web.desk.settings_hours.dialogs import Dialog
from kartotek.web.desk.settings_hours.forms import AwayForm
from kartotek.web.desk.settings_hours.views import require_change
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def add(request: DeskRequest, employee_id: int) -> HttpResponse:
    """A new absence."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    form = AwayForm(request.POST if request.method == "POST" else None)
    dialog = _dialog(desk, employee, form)
    if request.method != "POST":
        return dialog.show(request)
    return dialog.submit(
        request,
        lambda: actions.add_day_off(
            actor=desk.actor, now=desk.now, business=desk.business, employee_id=employee.id, details=form.details()
        ),
        dict,
        lambda: _back(request, employee, gettext("Days away added"), "add-away"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def edit(request: DeskRequest, employee_id: int, day_off_id: int) -> HttpResponse:
    """Change an absence."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    item = queries.get_day_off(employee.id, day_off_id)
    form = AwayForm(request.POST if request.method == "POST" else None, initial=AwayForm.initial_of(item))
    dialog = _dialog(desk, employee, form, item)
    if request.method != "POST":
        return dialog.show(request)
    return dialog.submit(
        request,
        lambda: actions.edit_day_off(
            actor=desk.actor,
            now=desk.now,
            business=desk.business,
            where=(employee.id, item.id),
            changes=form.changes(),
            expected_version=form.cleaned_data["version"],
        ),
        lambda: AwayForm.initial_of(item),
        lambda: _back(request, employee, gettext("Days away saved"), f"away-{item.id}"),
    )


@require_POST
@desk_view()
def delete(request: DeskRequest, employee_id: int, day_off_id: int) -> HttpResponse:
    """Take an absence back."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    actions.delete_day_off(actor=desk.actor, now=desk.now, business=desk.business, where=(employee.id, day_off_id))
    return _back(request, employee, gettext("Days away deleted"), "add-away")


def _dialog(desk: DeskContext, employee: EmployeeItem, form: AwayForm, item: DayOffItem | None = None) -> Dialog:
    def outside() -> Outside:
        details = form.details()
        if day_off_problems(details):
            return NOTHING
        return outside_of(desk, day_off_change(employee.id, details, item))

    title = gettext("%(name)s is away") % {"name": employee.name}
    return Dialog("settings_hours/away.html", title, form, AwayForm.names, {}, outside)


def _back(request: DeskRequest, employee: EmployeeItem, message: str, at: str) -> HttpResponse:
    return responses.done(request, f"{request.desk.url('settings_hours:week', employee.id)}?at={at}", message)
