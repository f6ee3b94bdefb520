"""Show when an employee works; save, begin and delete a weekly plan."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.booking.actions import hours as actions
from kartotek.domain.booking.decisions.hours_rules import plan_problems, with_plan
from kartotek.domain.booking.decisions.outside import week_change
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import HoursItem, Plan, Validity
from kartotek.domain.booking.values.outside import NOTHING, Outside
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import find_employee_of, get_employee, list_employees
from kartotek.domain.catalog.values import EmployeeItem
from kartotek.kernel.errors import Invalid, KartotekError, NotFound, NotPermitted, Stale
from kartotek.kernel.periods import local_date
from kartotek.web.desk.settings_hours import typed_week
from kartotek.web.desk.settings_hours.asking import goes_back, must_ask, outside_of
from kartotek.web.desk.settings_hours.forms import PlanForm
from kartotek.web.desk.settings_hours.listing import away_lines, closed_lines, extra_lines
from kartotek.web.desk.settings_hours.plans import ALWAYS, chosen, plans_of
from kartotek.web.desk.settings_hours.plans import Plan as ShownPlan
from kartotek.web.desk.settings_hours.typed_week import TypedWeek
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """To the hours of the employee chosen, else one's own, else the first one's."""
    people = list_employees()
    asked = request.GET.get("employee", "")
    own = find_employee_of(request.desk.actor.id or 0)
    wanted = [each.id for each in people if str(each.id) == asked] or ([own.id] if own else [])
    if not people:
        return render(request, "settings_hours/empty.html", {"may_add": request.desk.may(Permission.SETTINGS_MANAGE)})
    url = request.desk.url("settings_hours:week", (wanted or [people[0].id])[0])
    at = request.GET.get("at", "")
    return HttpResponseRedirect(f"{url}?{urlencode({'at': at})}" if at else url)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def week(request: DeskRequest, employee_id: int) -> HttpResponse:
    """The plans of an employee, one of them open; posted to, that one is saved."""
    employee = get_employee(employee_id)
    items = queries.list_hours(employee.id)
    if request.method == "POST":
        return _posted(request, employee, items)
    is_new = "new" in request.GET and may_change(request.desk, employee)
    plan = chosen(plans_of(items), _asked(request), _today(request.desk))
    first_on, last_on = plan.validity
    form = PlanForm(
        initial={
            "version": queries.week_version(items),
            "is_new": is_new,
            "old_from": first_on,
            "old_to": last_on,
            "valid_from": None if is_new else first_on,
            "valid_to": None if is_new else last_on,
        }
    )
    return _page(request, employee, (form, typed_week.from_items(plan.items)))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def delete_plan(request: DeskRequest, employee_id: int) -> HttpResponse:
    """Ask; posted to, the whole plan is deleted; bookings stay."""
    desk = request.desk
    employee = require_change(desk, employee_id)
    asked = _asked(request) or ALWAYS
    items = queries.list_hours(employee.id)
    plan = next((each for each in plans_of(items) if each.validity == asked), None)
    if plan is None:
        raise NotFound
    if request.method != "POST":
        title = gettext("Delete a plan of %(name)s") % {"name": employee.name}
        kept = [item for item in items if Validity(item.valid_from, item.valid_to) != asked]
        outside = outside_of(desk, week_change(employee.id, kept))
        context = {"plan": plan, "title": title, "url": request.get_full_path(), "outside": outside}
        return responses.dialog(request, "settings_hours/delete_plan.html", context, title=title)
    actions.delete_plan(
        actor=desk.actor, now=desk.now, business=desk.business, employee_id=employee.id, validity=plan.validity
    )
    return responses.done(request, desk.url("settings_hours:week", employee.id), gettext("Plan deleted"))


def may_change(desk: DeskContext, employee: EmployeeItem) -> bool:
    """Whether the person may change this calendar: who manages settings, or whose it is (S55)."""
    return desk.may(Permission.SETTINGS_MANAGE) or (
        employee.membership_id is not None and employee.membership_id == desk.actor.id
    )


def require_change(desk: DeskContext, employee_id: int) -> EmployeeItem:
    """The employee, if the person may change this calendar; before a dialog is shown."""
    employee = get_employee(employee_id)
    if not may_change(desk, employee):
        raise NotPermitted
    return employee


def _posted(request: DeskRequest, employee: EmployeeItem, items: list[HoursItem]) -> HttpResponse:
    require_change(request.desk, employee.id)
    form, typed = PlanForm(request.POST), typed_week.from_post(request.POST)
    if goes_back(request) or "add" in request.POST or "remove" in request.POST:
        typed.add(request.POST.get("add", ""))
        typed.remove(request.POST.get("remove", ""))
        return _page(request, employee, (form, typed))
    hours = typed.read()
    if not form.is_valid() or typed.has_errors:
        return _page(request, employee, (form, typed), status=422)
    desk, plan = request.desk, Plan(validity=form.validity, items=hours, replaces=form.replaces)
    outside = _outside(desk, employee, items, plan)
    if must_ask(request, outside):
        return _page(request, employee, (form, typed), {"outside": outside}, status=409)
    try:
        actions.save_plan(
            actor=desk.actor,
            now=desk.now,
            business=desk.business,
            employee_id=employee.id,
            plan=plan,
            expected_version=form.cleaned_data["version"],
        )
    except Stale:
        return _conflict(request, employee, (form, typed), items)
    except KartotekError as error:
        errors.apply(Invalid(error.message, problems=tuple(typed.mark(error.problems))), form)
        return _page(request, employee, (form, typed), status=422)
    saved = next((plan for plan in plans_of(queries.list_hours(employee.id)) if plan.validity == form.validity), None)
    url = desk.url("settings_hours:week", employee.id)
    return responses.done(request, f"{url}?{saved.query}" if saved else url, gettext("Hours saved"))


def _outside(desk: DeskContext, employee: EmployeeItem, items: list[HoursItem], plan: Plan) -> Outside:
    """The bookings that a plan without faults would leave outside the hours; the person is asked once."""
    if plan_problems(plan.validity, plan.items):
        return NOTHING
    return outside_of(desk, week_change(employee.id, with_plan(items, plan)))


def _conflict(
    request: DeskRequest, employee: EmployeeItem, typed: tuple[PlanForm, TypedWeek], items: list[HoursItem]
) -> HttpResponse:
    """Somebody saved meanwhile: both versions of the days that differ; saving again replaces the other one."""
    form, yours = typed
    theirs = chosen(plans_of(items), form.replaces, _today(request.desk))
    rows = typed_week.difference(typed_week.from_items(theirs.items), yours)
    form.data = request.POST.copy()
    form.data["version"] = str(queries.week_version(items))
    return _page(request, employee, (form, yours), {"rows": rows}, status=409)


def _page(
    request: DeskRequest,
    employee: EmployeeItem,
    typed: tuple[PlanForm, TypedWeek],
    more: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    form, hours = typed
    desk, today = request.desk, _today(request.desk)
    plans = plans_of(queries.list_hours(employee.id))
    current = Validity(_day(form["old_from"].value()), _day(form["old_to"].value()))
    context = {
        "employee": employee,
        "people": [
            each for each in list_employees(has_archived=True) if not each.is_archived or each.id == employee.id
        ],
        "plans": plans,
        "current": current,
        "current_query": ShownPlan(current, ()).query,
        "is_new": form["is_new"].value() in {True, "True", "on"},
        "form": form,
        "week": hours,
        "may_change": may_change(desk, employee),
        "may_close": desk.may(Permission.SETTINGS_MANAGE),
        "day_lines": [
            *away_lines(desk, queries.list_days_off(employee.id, since=today)),
            *extra_lines(desk, queries.list_openings(employee.id, since=today)),
        ],
        "closed_lines": closed_lines(desk, queries.list_closed_days(since=today), employee.id),
        "at": request.GET.get("at", ""),
        **(more or {}),
    }
    return render(request, "settings_hours/week.html", context, status=status)


def _today(desk: DeskContext) -> date:
    """The date at the business."""
    return local_date(desk.now, ZoneInfo(desk.business.timezone))


def _asked(request: DeskRequest) -> Validity | None:
    """The plan that the address names."""
    if not {"from", "to", "plan"} & set(request.GET):
        return None
    return Validity(_day(request.GET.get("from")), _day(request.GET.get("to")))


def _day(value: object) -> date | None:
    """A date of an address or a hidden field; None for anything else."""
    if isinstance(value, date):
        return value
    try:
        return parse_date(str(value or ""))
    except ValueError:
        return None
