"""Show, make, change and delete what is asked with bookings."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.values import ExtraFieldDetails, ExtraFieldItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_extra_fields.forms import KINDS, Around, ExtraFieldForm
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.extra_fields import Asked
from kartotek.web.kit.views import desk_view

_KIND_WORDS = dict(KINDS)


@dataclass(frozen=True)
class Row:
    """One field of the list."""

    item: ExtraFieldItem
    label: str
    kind: str
    services: str

    @property
    def key(self) -> str:
        """What `?at=` calls it."""
        return f"f{self.item.id}"


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All fields, and for which services they are asked."""
    names = {each.id: each.name for each in queries.list_services(has_archived=True)}
    rows = [
        Row(
            item,
            _words(request, item),
            str(_KIND_WORDS[item.kind]),
            ", ".join(names[service] for service in item.service_ids),
        )
        for item in queries.list_extra_fields()
    ]
    context = {"rows": rows, "at": request.GET.get("at", "")}
    return render(request, "settings_extra_fields/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def new(request: DeskRequest) -> HttpResponse:
    """A new field, at the end."""
    desk = request.desk
    form = ExtraFieldForm(request.POST if request.method == "POST" else None, around=_around(request))
    if form.is_valid():
        details = replace(ExtraFieldDetails(label={}), **form.changes)
        try:
            made = actions.create_extra_field(actor=desk.actor, now=desk.now, business=desk.business, details=details)
        except KartotekError as error:
            errors.apply(error, form, form.problem_names)
        else:
            return _back(request, gettext("%(name)s added") % {"name": _words(request, made)}, made.id)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, extra_field_id: int) -> HttpResponse:
    """A field; posted to, it is saved. Answers that were given keep the words they had."""
    desk = request.desk
    item = queries.get_extra_field(extra_field_id)
    sent = request.POST if request.method == "POST" else None
    form = ExtraFieldForm(sent, around=_around(request), item=item)
    if form.is_valid():
        try:
            saved = actions.edit_extra_field(
                actor=desk.actor,
                now=desk.now,
                business=desk.business,
                field_id=item.id,
                changes=form.changes,
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            return _conflict(request, form, queries.get_extra_field(extra_field_id))
        except KartotekError as error:
            errors.apply(error, form, form.problem_names)
        else:
            return _back(request, gettext("%(name)s saved") % {"name": _words(request, saved)}, saved.id)
    return _page(request, form, item)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def delete(request: DeskRequest, extra_field_id: int) -> HttpResponse:
    """Ask first; posted to, it is asked no more."""
    desk = request.desk
    item = queries.get_extra_field(extra_field_id)
    name = _words(request, item)
    if request.method != "POST":
        title = gettext("Delete %(name)s") % {"name": name}
        context = {"item": item, "title": title}
        return responses.dialog(request, "settings_extra_fields/delete.html", context, title=title)
    actions.delete_extra_field(actor=desk.actor, now=desk.now, business=desk.business, field_id=item.id)
    return responses.done(
        request, desk.url("settings_extra_fields:index"), gettext("%(name)s deleted") % {"name": name}
    )


def _around(request: DeskRequest) -> Around:
    business = request.desk.business
    others = [each for each in business.languages if each != business.default_language]
    return Around([business.default_language, *others], queries.list_services())


def _words(request: DeskRequest, item: ExtraFieldItem) -> str:
    return Asked(default_language=request.desk.business.default_language).words(item.label)


def _back(request: DeskRequest, message: str, field_id: int) -> HttpResponse:
    """To the list, with the focus on the row."""
    return responses.done(request, f"{request.desk.url('settings_extra_fields:index')}?at=f{field_id}", message)


def _conflict(request: DeskRequest, form: ExtraFieldForm, theirs: ExtraFieldItem) -> HttpResponse:
    """Both versions field by field; the form stays as typed, and saving again wins."""
    around = _around(request)
    rows = conflicts.differing(ExtraFieldForm(around=around, item=theirs), form)
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    return _page(request, ExtraFieldForm(data, around=around, item=theirs), theirs, rows=rows)


def _page(
    request: DeskRequest, form: ExtraFieldForm, item: ExtraFieldItem | None, *, rows: list[conflicts.Row] | None = None
) -> HttpResponse:
    context = {"form": form, "item": item, "rows": rows, "name": _words(request, item) if item else ""}
    status = 409 if rows is not None else 200
    return render(request, "settings_extra_fields/field.html", context, status=422 if form.errors else status)
