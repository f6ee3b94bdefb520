"""Show, add, change, put away and take out again recall plans; mark the cards without one."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.recall import actions, queries
from kartotek.domain.recall.values import PlanItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_recall.forms import PlanForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The plans, those put away below."""
    plans = queries.list_plans(has_archived=True)
    context = {
        "plans": [each for each in plans if not each.is_archived],
        "archived": [each for each in plans if each.is_archived],
        "is_marking": queries.is_marking(),
        "may_list": request.desk.may(Permission.REMINDER_MANAGE),
    }
    return render(request, "settings_recall/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def new(request: DeskRequest) -> HttpResponse:
    """The dialog *New plan*."""
    desk = request.desk
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.create_plan(actor=desk.actor, now=desk.now, business_id=desk.business.id, details=form.details())
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("Plan added"))
    return _dialog(request, form, gettext("New recall plan"), desk.url("settings_recall:new"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, plan_id: int) -> HttpResponse:
    """The dialog of a plan; what it says holds from the next morning on."""
    desk = request.desk
    item = queries.get_plan(plan_id)
    form = PlanForm(request.POST if request.method == "POST" else None, item=item)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.edit_plan(
                actor=desk.actor, now=desk.now, plan_id=plan_id, changes=form.changes(), expected_version=version
            )
        except Stale:
            data = QueryDict(mutable=True)
            data.update({**request.POST.dict(), "version": str(item.version)})
            form.data = data
            form.add_error(None, gettext("Somebody else changed this plan meanwhile. Save again to keep yours."))
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("Plan saved"))
    return _dialog(request, form, item.name, desk.url("settings_recall:edit", plan_id))


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def archive(request: DeskRequest, plan_id: int) -> HttpResponse:
    """It invites nobody any more."""
    desk = request.desk
    item = actions.archive_plan(actor=desk.actor, now=desk.now, plan_id=plan_id)
    return _said(request, gettext("“%(name)s” archived"), item, undo="settings_recall:restore")


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def restore(request: DeskRequest, plan_id: int) -> HttpResponse:
    """It goes on, unless another one has its name now."""
    desk = request.desk
    try:
        item = actions.restore_plan(actor=desk.actor, now=desk.now, plan_id=plan_id)
    except KartotekError as error:
        if error.status != 422:
            raise
        return _done(request, errors.text_of(error))
    return _said(request, gettext("“%(name)s” restored"), item)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def marking(request: DeskRequest) -> HttpResponse:
    """Mark the cards with no active recall, or leave that."""
    desk = request.desk
    is_on = actions.set_marking(
        actor=desk.actor,
        now=desk.now,
        business_id=desk.business.id,
        is_marking=request.POST.get("is_marking") == "on",
    )
    return _done(request, gettext("Cards are marked") if is_on else gettext("Cards are not marked any more"))


def _said(request: DeskRequest, text: str, item: PlanItem, *, undo: str = "") -> HttpResponse:
    undo_url = request.desk.url(undo, item.id) if undo else ""
    url = request.desk.url("settings_recall:index")
    return responses.done(request, url, text % {"name": item.name}, undo_url=undo_url)


def _done(request: DeskRequest, text: str) -> HttpResponse:
    return responses.done(request, request.desk.url("settings_recall:index"), text)


def _dialog(request: DeskRequest, form: PlanForm, title: str, url: str) -> HttpResponse:
    context = {"form": form, "title": title, "url": url}
    status = 422 if form.errors else 200
    return responses.dialog(request, "settings_recall/plan.html", context, title=title, status=status)
