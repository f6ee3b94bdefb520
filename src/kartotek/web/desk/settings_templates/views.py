"""Show a template with its preview, save it, go back to the built-in words."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kartotek.domain.businesses.values import Permission
from kartotek.domain.messaging.actions import edit_template, queue_message, reset_template
from kartotek.domain.messaging.decisions import compose, default_template, template_problems
from kartotek.domain.messaging.queries import get_template, list_templates
from kartotek.domain.messaging.values import Event, Facts, MessageChannel, TemplateItem, TemplateKey
from kartotek.domain.overview.queries.template_preview import PreviewOf, list_preview_bookings, preview_facts
from kartotek.kernel.errors import Invalid, KartotekError, NotFound, Stale
from kartotek.web.desk.settings_templates import page, testing
from kartotek.web.desk.settings_templates.forms import TemplateForm
from kartotek.web.desk.settings_templates.trying import Tried, try_out
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

NOBODY = "nobody"


@require_GET
@desk_view(Permission.SETTINGS_MANAGE)
def first(request: DeskRequest) -> HttpResponse:
    """The settings lead here: to the first template in the language of the business."""
    key = TemplateKey(Event.BOOKING_CONFIRMED, MessageChannel.EMAIL, request.desk.business.default_language)
    return HttpResponseRedirect(request.desk.url("settings_templates:edit", key.public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, template_id: str) -> HttpResponse:
    """The words of one event; posted to, they are saved, or tried (without JavaScript)."""
    item = get_template(template_id)
    if request.method != "POST":
        return _page(request, item, TemplateForm(item=item))
    form = TemplateForm(request.POST, item=item)
    if "try" in request.POST or not form.is_valid():
        return _page(request, item, form, status=200 if "try" in request.POST else 422)
    if "send" in request.POST:
        return _send(request, item, form)
    try:
        edit_template(
            business_id=request.desk.business.id,
            template_id=template_id,
            changes=form.changes(),
            expected_version=form.cleaned_data["version"],
            actor=request.desk.actor,
            now=request.desk.now,
        )
    except Stale:
        return _conflict(request, template_id, form)
    except KartotekError as error:
        _apply(error, form)
        return _page(request, item, form, status=422)
    return responses.done(request, _url(request, item), gettext("Text saved"))


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def preview(request: DeskRequest, template_id: str) -> HttpResponse:
    """How the words read as they stand, and what is wrong with them."""
    item = get_template(template_id)
    tried = _tried(request, item, TemplateForm(request.POST, item=item), _about(request))
    return render(request, "settings_templates/preview.html", {"item": item, "tried": tried, "is_answer": True})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def reset(request: DeskRequest, template_id: str) -> HttpResponse:
    """Ask, showing the built-in words; posted to, they hold again."""
    desk = request.desk
    item = get_template(template_id)
    if request.method != "POST":
        title = gettext("Back to the built-in text?")
        context = {"item": item, "built_in": default_template(*item.key), "title": title}
        return responses.dialog(request, "settings_templates/reset.html", context, title=title)
    reset_template(business_id=desk.business.id, template_id=template_id, actor=desk.actor, now=desk.now)
    return responses.done(request, _url(request, item), gettext("The built-in text holds again"))


def _send(request: DeskRequest, item: TemplateItem, form: TemplateForm) -> HttpResponse:
    """The words as they stand, to the person who is writing them; nothing is saved."""
    desk = request.desk
    text, (_event, channel, language) = form.text(), item.key
    if problems := template_problems(text, channel, item.key.event):
        _apply(Invalid(problems=problems), form)
        return _page(request, item, form, status=422)
    to = testing.own_address(desk.actor, channel)
    if not to:
        form.add_error(None, gettext("There is no phone number of yours. Add it under Settings, Staff."))
        return _page(request, item, form, status=422)
    said = compose(text, channel, _facts(request, item, _about(request)))
    queue_message(
        business_id=desk.business.id,
        draft=testing.draft(to, channel, language, said),
        actor=desk.actor,
        now=desk.now,
    )
    messages.success(request, gettext("On its way to %(to)s") % {"to": to})
    return _page(request, item, form)


def _page(
    request: DeskRequest,
    item: TemplateItem,
    form: TemplateForm,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    desk = request.desk
    everything = list_templates()
    bookings = list_preview_bookings(business=desk.business, viewer=desk.actor, now=desk.now)
    about = _about(request) or (str(bookings[0].id) if bookings else NOBODY)
    tried = _tried(request, item, form, about)
    context = {
        "item": item,
        "form": form,
        "rows": rows or [],
        "tried": tried,
        "wrong": {fault.field for fault in tried.faults} | set(form.errors),
        "groups": page.groups(item.key, everything),
        "channels": page.channels(item.key),
        "languages": page.languages(item.key, desk.business.languages, everything),
        "families": page.codes(item.key.language),
        "bookings": bookings,
        "about": about,
        "name": page.event_name(item.key.event),
        "when_sent": page.when_sent(item.key.event),
    }
    return render(request, "settings_templates/edit.html", context, status=status)


def _tried(request: DeskRequest, item: TemplateItem, form: TemplateForm, about: str) -> Tried:
    """The words as the customer of a booking would read them."""
    return try_out(form.text(), item.key.channel, _facts(request, item, about))


def _facts(request: DeskRequest, item: TemplateItem, about: str) -> Facts:
    """What fills the codes; a booking that is not there any more is nobody's."""
    desk = request.desk
    of = PreviewOf(booking_id=int(about) if about.isdecimal() else None, language=item.key.language)
    try:
        return preview_facts(business=desk.business, viewer=desk.actor, now=desk.now, of=of)
    except NotFound:
        of = PreviewOf(language=item.key.language)
        return preview_facts(business=desk.business, viewer=desk.actor, now=desk.now, of=of)


def _about(request: DeskRequest) -> str:
    """The booking a text is tried with, as it was chosen: its number, or `NOBODY`; "" when nothing was chosen."""
    chosen = str(request.POST.get("about") or request.GET.get("about") or "")
    return chosen if chosen == NOBODY or (chosen.isascii() and chosen.isdigit() and len(chosen) < 19) else ""


def _conflict(request: DeskRequest, template_id: str, form: TemplateForm) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    item = get_template(template_id)
    rows = conflicts.differing(TemplateForm(item=item), form)
    form.data = {**request.POST.dict(), "version": str(item.version)}
    return _page(request, item, form, rows=rows, status=409)


def _apply(error: KartotekError, form: TemplateForm) -> None:
    """What is wrong besides codes stands at the fields; codes are listed with their places."""
    others = tuple(problem for problem in error.problems if problem.line is None)
    if others or not error.problems:
        errors.apply(type(error)(error.message, problems=others), form)


def _url(request: DeskRequest, item: TemplateItem) -> str:
    """Back to the editor, with the booking it was tried with."""
    url = request.desk.url("settings_templates:edit", item.key.public_id)
    about = _about(request)
    return f"{url}?about={about}" if about else url
