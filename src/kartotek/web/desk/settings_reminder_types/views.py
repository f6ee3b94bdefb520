"""Show, add, rename, put away and take out again the types of reminders (S33)."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.values.reminders import LONGEST_TYPE, ReminderTypeItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


class TypeForm(forms.Form):
    """What the type is called."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=LONGEST_TYPE, required=False)


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The types, those put away below."""
    types = queries.list_reminder_types(has_archived=True)
    context = {
        "types": [each for each in types if not each.is_archived],
        "archived": [each for each in types if each.is_archived],
    }
    return render(request, "settings_reminder_types/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def new(request: DeskRequest) -> HttpResponse:
    """The dialog *New type*."""
    desk = request.desk
    form = TypeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.create_reminder_type(actor=desk.actor, now=desk.now, business_id=desk.business.id, name=name)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("Type added"))
    return _dialog(request, form, gettext("New type"), desk.url("settings_reminder_types:new"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, type_id: int) -> HttpResponse:
    """The dialog *Rename*; reminders of this type are called so at once."""
    desk = request.desk
    item = queries.get_reminder_type(type_id)
    sent = request.POST if request.method == "POST" else None
    form = TypeForm(sent, initial={"name": item.name, "version": item.version})
    if form.is_valid():
        try:
            actions.edit_reminder_type(
                actor=desk.actor,
                now=desk.now,
                type_id=type_id,
                changes={"name": form.cleaned_data["name"]},
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            form.data = {**request.POST.dict(), "version": str(item.version)}
            said = gettext("Somebody else called it “%(name)s” meanwhile. Save again to keep yours.")
            form.add_error(None, said % {"name": item.name})
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, gettext("Type saved"))
    return _dialog(request, form, gettext("Rename type"), desk.url("settings_reminder_types:edit", type_id))


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def archive(request: DeskRequest, type_id: int) -> HttpResponse:
    """No longer to choose; reminders of this type stay as they are."""
    desk = request.desk
    item = actions.archive_reminder_type(actor=desk.actor, now=desk.now, type_id=type_id)
    return _said(request, gettext("“%(name)s” archived"), item, undo="settings_reminder_types:restore")


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def restore(request: DeskRequest, type_id: int) -> HttpResponse:
    """To choose again, unless another one has its name now."""
    desk = request.desk
    try:
        item = actions.restore_reminder_type(actor=desk.actor, now=desk.now, type_id=type_id)
    except KartotekError as error:
        if error.status != 422:
            raise
        return _done(request, errors.text_of(error))
    return _said(request, gettext("“%(name)s” restored"), item)


def _said(request: DeskRequest, text: str, item: ReminderTypeItem, *, undo: str = "") -> HttpResponse:
    undo_url = request.desk.url(undo, item.id) if undo else ""
    url = request.desk.url("settings_reminder_types:index")
    return responses.done(request, url, text % {"name": item.name}, undo_url=undo_url)


def _done(request: DeskRequest, text: str) -> HttpResponse:
    return responses.done(request, request.desk.url("settings_reminder_types:index"), text)


def _dialog(request: DeskRequest, form: TypeForm, title: str, url: str) -> HttpResponse:
    context = {"form": form, "title": title, "url": url}
    status = 422 if form.errors else 200
    return responses.dialog(request, "settings_reminder_types/type.html", context, title=title, status=status)
