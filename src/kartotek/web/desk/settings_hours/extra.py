"""Dates on which an employee works besides the week: add, change, take back."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.booking.actions import days as actions
from kartotek.domain.booking.decisions.hours_rules import opening_problems
from kartotek.domain.booking.decisions.outside import opening_change
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import OpeningItem
from kartotek.domain.booking.values.outside import NOTHING, Outside
from kartotek.domain.catalog.values import EmployeeItem
from kartotek.web.desk.settings_hours.asking import outside_of
from kartotek.web.desk.settings_hours.dialogs import Dialog
from kartotek.web.desk.settings_hours.forms import ExtraForm
from kartotek.web.desk.settings_hours.views import require_change
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def add(request: DeskRequest, employee_id: int) -> HttpResponse:
    """A new extra opening."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    form = ExtraForm(request.POST if request.method == "POST" else None)
    dialog = _dialog(desk, employee, form)
    if request.method != "POST":
        return dialog.show(request)
    return dialog.submit(
        request,
        lambda: actions.add_opening(
            actor=desk.actor, now=desk.now, business=desk.business, employee_id=employee.id, details=form.details()
        ),
        dict,
        lambda: _back(request, employee, gettext("Extra hours added"), "add-extra"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def edit(request: DeskRequest, employee_id: int, opening_id: int) -> HttpResponse:
    """Change an extra opening."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    item = queries.get_opening(employee.id, opening_id)
    form = ExtraForm(request.POST if request.method == "POST" else None, initial=ExtraForm.initial_of(item))
    dialog = _dialog(desk, employee, form, item)
    if request.method != "POST":
        return dialog.show(request)
    return dialog.submit(
        request,
        lambda: actions.edit_opening(
            actor=desk.actor,
            now=desk.now,
            business=desk.business,
            where=(employee.id, item.id),
            changes=form.changes(),
            expected_version=form.cleaned_data["version"],
        ),
        lambda: ExtraForm.initial_of(item),
        lambda: _back(request, employee, gettext("Extra hours saved"), f"extra-{item.id}"),
    )


@require_POST
@desk_view()
def delete(request: DeskRequest, employee_id: int, opening_id: int) -> HttpResponse:
    """Take an extra opening back."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    actions.delete_opening(actor=desk.actor, now=desk.now, business=desk.business, where=(employee.id, opening_id))
    return _back(request, employee, gettext("Extra hours deleted"), "add-extra")


def _dialog(desk: DeskContext, employee: EmployeeItem, form: ExtraForm, item: OpeningItem | None = None) -> Dialog:
    def outside() -> Outside:
        details = form.details()
        if item is None or opening_problems(details):
            return NOTHING
        return outside_of(desk, opening_change(employee.id, details, item))

    title = gettext("Extra hours of %(name)s") % {"name": employee.name}
    return Dialog("settings_hours/extra.html", title, form, ExtraForm.names, {}, outside)


def _back(request: DeskRequest, employee: EmployeeItem, message: str, at: str) -> HttpResponse:
    return responses.done(request, f"{request.desk.url('settings_hours:week', employee.id)}?at={at}", message)
