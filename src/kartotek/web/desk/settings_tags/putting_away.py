"""Archive a tag, with the question what becomes of those who carry it; restore it; merge another into it (S33)."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.access.actions import archive_tag, merge_tags, restore_tag
from kartotek.domain.access.queries.tags import get_tag, list_tags
from kartotek.domain.access.values.tags import TagItem
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.settings_tags.forms import ArchiveForm, MergeForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TAG_MANAGE)
def archive(request: DeskRequest, tag_id: int) -> HttpResponse:
    """Say how many carry it, and ask whether it is lifted for them; posted to, the tag is put away."""
    desk = request.desk
    item = get_tag(tag_id)
    if request.method != "POST":
        return _ask_archive(request, item, ArchiveForm(initial={"version": item.version}))
    form = ArchiveForm({"carriers": "keep", **request.POST.dict()})
    if not form.is_valid():
        return _ask_archive(request, item, form, status=422)
    try:
        archive_tag(
            actor=desk.actor,
            now=desk.now,
            tag_id=tag_id,
            is_lifted=form.cleaned_data["carriers"] == "lift",
            expected_version=form.cleaned_data["version"],
        )
    except KartotekError as error:
        errors.apply(error, form)
        form.data = {**request.POST.dict(), "version": str(item.version)}
        return _ask_archive(request, item, form, status=409)
    return responses.done(request, desk.url("settings_tags:index"), gettext("%(name)s archived") % {"name": item.label})


@require_POST
@desk_view(Permission.TAG_MANAGE)
def restore(request: DeskRequest, tag_id: int) -> HttpResponse:
    """Take a tag into use again."""
    desk = request.desk
    item = restore_tag(actor=desk.actor, now=desk.now, tag_id=tag_id)
    return _back(request, gettext("%(name)s restored") % {"name": item.label}, item.id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TAG_MANAGE)
def merge(request: DeskRequest, tag_id: int) -> HttpResponse:
    """Ask which tag; posted to, this one stands on its cards and in its rules."""
    desk = request.desk
    item = get_tag(tag_id)
    others = [tag for tag in list_tags() if tag.id != tag_id]
    form = MergeForm(request.POST if request.method == "POST" else None, tags=others)
    if request.method != "POST":
        return _ask_merge(request, item, form)
    if form.is_valid():
        try:
            merge_tags(actor=desk.actor, now=desk.now, tag_id=tag_id, other_id=int(form.cleaned_data["other"]))
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _back(request, gettext("Merged into %(name)s") % {"name": item.label}, item.id)
    return _ask_merge(request, item, form, status=422)


def _ask_archive(request: DeskRequest, item: TagItem, form: ArchiveForm, *, status: int = 200) -> HttpResponse:
    title = gettext("Archive %(name)s") % {"name": item.label}
    context = {"item": item, "form": form, "title": title}
    return responses.dialog(request, "settings_tags/archive.html", context, title=title, status=status)


def _ask_merge(request: DeskRequest, item: TagItem, form: MergeForm, *, status: int = 200) -> HttpResponse:
    title = gettext("Merge into %(name)s") % {"name": item.label}
    context = {"item": item, "form": form, "title": title}
    return responses.dialog(request, "settings_tags/merge.html", context, title=title, status=status)


def _back(request: DeskRequest, message: str, at: int) -> HttpResponse:
    return responses.done(request, f"{request.desk.url('settings_tags:index')}?at={at}", message)
