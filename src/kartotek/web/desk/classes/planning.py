"""Plan new dates of a class, change one, cancel one."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import SessionOverlaps
from kartotek.domain.booking.queries.classes import get_class_session
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.catalog.queries import list_employees
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.kernel.periods import local_date
from kartotek.web.desk.classes.forms import (
    NAMES,
    CancelForm,
    EditForm,
    NewForm,
    class_services,
    stored,
)
from kartotek.web.kit import conflicts, dates, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def new(request: DeskRequest) -> HttpResponse:
    """New dates; posted to, they are planned."""
    desk = request.desk
    services, employees = class_services(), list_employees()
    if not services:
        return HttpResponseRedirect(desk.url("classes:index"))
    initial: dict[str, object] = {"on": request.GET.get("on") or _today(request), "service": str(services[0].id)}
    form = NewForm(
        request.POST if request.method == "POST" else None, services=services, employees=employees, initial=initial
    )
    made = _plan(request, form) if form.is_valid() else None
    if made:
        words = ngettext("%(count)s date of %(name)s planned", "%(count)s dates of %(name)s planned", len(made))
        url = f"{desk.url('classes:index')}?on={dates.local_day(made[0].starts_at)}&at=s{made[0].id}"
        return responses.done(request, url, words % {"count": len(made), "name": made[0].service_name})
    return render(request, "classes/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _plan(request: DeskRequest, form: NewForm) -> list[SessionItem] | None:
    desk = request.desk
    bounds = form.bounds(desk.business.timezone)
    if bounds is None:
        return None
    try:
        return actions.create_class_sessions(
            business=desk.business,
            actor=desk.actor,
            now=desk.now,
            details=form.details(bounds),
            weekly_until=form.cleaned_data["weekly_until"],
        )
    except SessionOverlaps as error:
        form.add_error("starts", _overlap(error))
    except KartotekError as error:
        errors.apply(error, form, NAMES)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def edit(request: DeskRequest, session_id: int) -> HttpResponse:
    """Time, person and seats of one date; posted to, they are saved."""
    desk = request.desk
    item = get_class_session(session_id)
    if item.is_cancelled:
        return HttpResponseRedirect(desk.url("classes:session", session_id))
    employees, timezone = list_employees(), desk.business.timezone
    form = EditForm(
        request.POST if request.method == "POST" else None, employees=employees, initial=stored(item, timezone)
    )
    status, rows = 422 if form.is_bound else 200, None
    try:
        if form.is_valid() and _save(request, form, session_id):
            return responses.done(request, desk.url("classes:session", session_id), gettext("Class saved"))
    except Stale:
        rows = conflicts.differing(EditForm(None, employees=employees, initial=stored(item, timezone)), form)
        form.data = request.POST.copy()
        form.data["version"] = str(item.version)
        status = 409
    return render(request, "classes/edit.html", {"form": form, "item": item, "rows": rows}, status=status)


def _save(request: DeskRequest, form: EditForm, session_id: int) -> bool:
    desk = request.desk
    bounds = form.bounds(desk.business.timezone)
    if bounds is None:
        return False
    try:
        actions.edit_class_session(
            business=desk.business,
            actor=desk.actor,
            now=desk.now,
            session_id=session_id,
            changes=form.changes(bounds),
            expected_version=form.cleaned_data["version"],
        )
    except Stale:
        raise
    except SessionOverlaps as error:
        form.add_error("starts", _overlap(error))
    except KartotekError as error:
        errors.apply(error, form, NAMES)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def cancel(request: DeskRequest, session_id: int) -> HttpResponse:
    """Ask why; posted to, the date and its bookings are cancelled."""
    desk = request.desk
    item = get_class_session(session_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cancel_class_session(
                business=desk.business,
                actor=desk.actor,
                now=desk.now,
                session_id=session_id,
                reason=form.cleaned_data["reason"],
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.done(request, desk.url("classes:session", session_id), gettext("Class cancelled"))
    title = gettext("Cancel the class")
    context = {"item": item, "form": form, "title": title, "url": desk.url("classes:cancel", session_id)}
    return responses.dialog(request, "classes/cancel.html", context, title=title, status=422 if form.is_bound else 200)


def _overlap(error: SessionOverlaps) -> str:
    days = ", ".join(dates.day_short(one) for one in error.starts)
    return gettext("Something else is in the calendar at this time: %(days)s. Nothing was written.") % {"days": days}


def _today(request: DeskRequest) -> str:
    return local_date(request.desk.now, ZoneInfo(request.desk.business.timezone)).isoformat()
