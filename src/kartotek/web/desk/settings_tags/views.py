"""Show the tags; make and change one (S31)."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.access.actions import create_tag, edit_tag
from kartotek.domain.access.queries.tags import get_tag, list_tags
from kartotek.domain.access.queries.words import scope_in_words
from kartotek.domain.access.values.tags import TagChanges, TagDetails, TagItem
from kartotek.domain.access.values.trace import Named
from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_categories, list_employees, list_services
from kartotek.domain.overview.queries.dry_run import dry_run_tag
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_tags.forms import TagForm
from kartotek.web.kit import conflicts, dry_runs, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class Line:
    """A tag in the list, and what it does."""

    item: TagItem
    does: tuple[str, ...]


@require_safe
@desk_view(Permission.TAG_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All tags by label; those put away with `?archived=1`."""
    is_archived = "archived" in request.GET
    items = [each for each in list_tags(has_archived=True) if each.is_archived == is_archived]
    named = _names()
    context = {
        "lines": [Line(item, _does(item, named)) for item in items],
        "can_merge": len(items) > 1,
        "is_archived": is_archived,
        "at": request.GET.get("at", ""),
    }
    return render(request, "settings_tags/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TAG_MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """A new tag."""
    desk = request.desk
    form = TagForm(request.POST if request.method == "POST" else None, item=None, languages=desk.business.languages)
    if request.method != "POST":
        return _page(request, form, None)
    if form.is_valid():
        details = replace(TagDetails(label=""), **form.changes(None))
        try:
            made = create_tag(actor=desk.actor, now=desk.now, business=desk.business, details=details)
        except KartotekError as error:
            errors.apply(error, form, form.names)
        else:
            return _back(request, gettext("%(name)s added") % {"name": made.label}, made.id)
    return _page(request, form, None, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TAG_MANAGE)
def edit(request: DeskRequest, tag_id: int) -> HttpResponse:
    """A tag; posted to, it is tried, or saved and holds at once for all who carry it."""
    desk = request.desk
    item = get_tag(tag_id)
    form = TagForm(request.POST if request.method == "POST" else None, item=item, languages=desk.business.languages)
    if request.method != "POST":
        return _page(request, form, item)
    if form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes(item)
        try:
            if dry_runs.is_asked(request):
                return _tried(request, form, item, changes)
            saved = edit_tag(actor=desk.actor, now=desk.now, tag_id=tag_id, changes=changes, expected_version=version)
        except Stale:
            return _conflict(request, form, item)
        except KartotekError as error:
            errors.apply(error, form, form.names)
        else:
            return _back(request, gettext("%(name)s saved") % {"name": saved.label}, saved.id)
    return _page(request, form, item, status=422)


def _tried(request: DeskRequest, form: TagForm, item: TagItem, changes: TagChanges) -> HttpResponse:
    """Whom of those who carry it the tag would hit: below the form, which stays as it was filled in."""
    desk = request.desk
    found = dry_run_tag(business=desk.business, viewer=desk.actor, tag_id=item.id, changes=changes, now=desk.now)
    tried = dry_runs.context(found)
    if request.headers.get("HX-Request"):
        return render(request, "kit/dry_run.html", tried)
    return _page(request, form, item, tried=tried)


def _back(request: DeskRequest, message: str, at: int) -> HttpResponse:
    """To the list, with the focus on the row."""
    return responses.done(request, f"{request.desk.url('settings_tags:index')}?at={at}", message)


def _page(
    request: DeskRequest,
    form: TagForm,
    item: TagItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    tried: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "item": item, "rows": rows, **(tried or {})}
    return render(request, "settings_tags/tag.html", context, status=status)


def _conflict(request: DeskRequest, form: TagForm, item: TagItem) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    rows = conflicts.differing(TagForm(item=item, languages=request.desk.business.languages), form)
    form.data = request.POST.copy()
    form.data["version"] = str(item.version)
    return _page(request, form, item, rows=rows, status=409)


def _names() -> Named:
    """What staff call everything a ban may be narrowed to, put away or not."""
    return Named(
        places={
            "services": {each.id: each.name for each in list_services(has_archived=True)},
            "categories": {each.id: each.name for each in list_categories()},
            "employees": {each.id: each.name for each in list_employees(has_archived=True)},
            "locations": {each.id: each.name for each in list_locations(has_archived=True)},
        }
    )


def _does(item: TagItem, named: Named) -> tuple[str, ...]:
    """What the tag does to those who carry it, and what they are told."""
    said = []
    if item.is_banned:
        where = gettext("whole business") if item.where.is_everything else scope_in_words(item.where, named)
        said.append(gettext("Stops online booking: %(where)s") % {"where": where})
    limit = item.max_future_bookings
    if limit is not None:
        value = gettext("unlimited") if limit.count is None else str(limit.count)
        said.append(gettext("Max coming bookings: %(value)s") % {"value": value})
    if item.messages:
        count = len(item.messages)
        words = ngettext("Own text in %(count)s language", "Own text in %(count)s languages", count)
        said.append(words % {"count": count})
    return tuple(said)
