"""Days on which the whole business is closed: add, change, open again."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.booking.actions import days as actions
from kartotek.domain.booking.decisions.hours_rules import closed_day_problems, dates_between, stretch_problems
from kartotek.domain.booking.decisions.outside import closed_change
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import ClosedDayItem
from kartotek.domain.booking.values.outside import NOTHING, Outside
from kartotek.domain.businesses.values import Permission
from kartotek.web.desk.settings_hours.asking import outside_of
from kartotek.web.desk.settings_hours.dialogs import Dialog
from kartotek.web.desk.settings_hours.forms import ClosedForm
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """Close the business on one date or several."""
    desk = request.desk
    form = ClosedForm(request.POST if request.method == "POST" else None)
    dialog = _dialog(desk, form)
    if request.method != "POST":
        return dialog.show(request)
    return dialog.submit(
        request,
        lambda: actions.add_closed_days(
            actor=desk.actor,
            now=desk.now,
            business=desk.business,
            details=form.details(),
            last_on=form.cleaned_data["to_on"],
        ),
        dict,
        lambda: _back(request, gettext("Closed days added"), "add-closed"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, closed_day_id: int) -> HttpResponse:
    """Change the date or the name of a closed day."""
    desk = request.desk
    item = queries.get_closed_day(closed_day_id)
    form = ClosedForm(request.POST if request.method == "POST" else None, initial=ClosedForm.initial_of(item))
    dialog = _dialog(desk, form, item)
    if request.method != "POST":
        return dialog.show(request)
    return dialog.submit(
        request,
        lambda: actions.edit_closed_day(
            actor=desk.actor,
            now=desk.now,
            business=desk.business,
            closed_day_id=item.id,
            changes=form.changes(),
            expected_version=form.cleaned_data["version"],
        ),
        lambda: ClosedForm.initial_of(item),
        lambda: _back(request, gettext("Closed day saved"), f"closed-{item.id}"),
    )


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def delete(request: DeskRequest, closed_day_id: int) -> HttpResponse:
    """Open the business again."""
    desk = request.desk
    actions.delete_closed_day(actor=desk.actor, now=desk.now, business=desk.business, closed_day_id=closed_day_id)
    return _back(request, gettext("Closed day deleted"), "add-closed")


def _dialog(desk: DeskContext, form: ClosedForm, item: ClosedDayItem | None = None) -> Dialog:
    def outside() -> Outside:
        details = form.details()
        last_on = (form.cleaned_data["to_on"] if item is None else None) or details.on
        if closed_day_problems(details) or stretch_problems(details.on, last_on):
            return NOTHING
        return outside_of(desk, closed_change(dates_between(details.on, last_on), item.on if item else None))

    context = {"is_new": item is None, "is_everybody": True}
    return Dialog("settings_hours/closed.html", gettext("Closed, everybody"), form, ClosedForm.names, context, outside)


def _back(request: DeskRequest, message: str, at: str) -> HttpResponse:
    """To the hours of the employee the person came from."""
    query = urlencode({"at": at, "employee": request.GET.get("employee", "")})
    return responses.done(request, f"{request.desk.url('settings_hours:index')}?{query}", message)
