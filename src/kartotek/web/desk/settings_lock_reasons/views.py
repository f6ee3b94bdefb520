"""Show, make, change, put away and take out again the reasons for locking; say how often endless locks come up."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.access import actions
from kartotek.domain.access.queries import get_lock_reason, get_policy, list_lock_reasons
from kartotek.domain.access.values.locks import ReasonDetails, ReasonItem
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_lock_reasons.forms import ReasonForm, ReviewForm
from kartotek.web.kit import conflicts, errors, language_texts, lock_ends, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class Row:
    """One reason of the list."""

    reason: ReasonItem
    ends: tuple[str, ...]
    told: str


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The reasons, those put away below, and the interval of the review."""
    return _page(request, None)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def review(request: DeskRequest) -> HttpResponse:
    """After how many months an endless lock comes up."""
    desk = request.desk
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.edit_online_booking_settings(
            business=desk.business,
            changes={"lock_review_months": form.cleaned_data["months"]},
            expected_version=form.cleaned_data["version"],
            actor=desk.actor,
            now=desk.now,
        )
    except Stale:
        form.data = {**request.POST.dict(), "version": str(get_policy(business=desk.business).version)}
        form.add_error(None, gettext("Somebody else changed the settings meanwhile. Save again to keep yours."))
        return _page(request, form, status=409)
    except KartotekError as error:
        errors.apply(error, form, {"lock_review_months": "months"})
        return _page(request, form, status=422)
    return responses.done(request, desk.url("settings_lock_reasons:index"), gettext("Review saved"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def new(request: DeskRequest) -> HttpResponse:
    """A new reason, at the end of the list."""
    desk = request.desk
    form = ReasonForm(request.POST if request.method == "POST" else None, languages=desk.business.languages)
    if form.is_valid():
        details = ReasonDetails(form.cleaned_data["label"], form.ends, form.messages)
        try:
            actions.create_lock_reason(actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details)
        except KartotekError as error:
            errors.apply(error, form, language_texts.problem_names(form))
        else:
            return responses.done(request, desk.url("settings_lock_reasons:index"), gettext("Reason added"))
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, reason_id: int) -> HttpResponse:
    """A reason; posted to, it is saved. Locks that were placed keep their ends."""
    desk = request.desk
    reason = get_lock_reason(reason_id)
    sent = request.POST if request.method == "POST" else None
    form = ReasonForm(sent, languages=desk.business.languages, reason=reason)
    if form.is_valid():
        try:
            actions.edit_lock_reason(
                actor=desk.actor,
                now=desk.now,
                reason_id=reason_id,
                changes={"label": form.cleaned_data["label"], "ends": form.ends, "messages": form.messages},
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            return _conflict(request, form, get_lock_reason(reason_id))
        except KartotekError as error:
            errors.apply(error, form, language_texts.problem_names(form))
        else:
            return responses.done(request, desk.url("settings_lock_reasons:index"), gettext("Reason saved"))
    return _form(request, form, reason)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def archive(request: DeskRequest, reason_id: int) -> HttpResponse:
    """No longer to choose; locks placed with it stay as they are (S33)."""
    desk = request.desk
    reason = actions.archive_lock_reason(actor=desk.actor, now=desk.now, reason_id=reason_id)
    said = gettext("“%(label)s” archived") % {"label": reason.label}
    return responses.done(request, desk.url("settings_lock_reasons:index"), said)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def restore(request: DeskRequest, reason_id: int) -> HttpResponse:
    """To choose again, unless another one has its label now."""
    desk = request.desk
    try:
        reason = actions.restore_lock_reason(actor=desk.actor, now=desk.now, reason_id=reason_id)
    except KartotekError as error:
        if error.status != 422:
            raise
        return responses.done(request, desk.url("settings_lock_reasons:index"), errors.text_of(error))
    said = gettext("“%(label)s” restored") % {"label": reason.label}
    return responses.done(request, desk.url("settings_lock_reasons:index"), said)


def _page(request: DeskRequest, form: ReviewForm | None, *, status: int = 200) -> HttpResponse:
    policy = get_policy(business=request.desk.business)
    reasons = list_lock_reasons(has_archived=True)
    context = {
        "rows": [_row(reason) for reason in reasons if not reason.is_archived],
        "archived": [_row(reason) for reason in reasons if reason.is_archived],
        "form": form or ReviewForm(initial={"version": policy.version, "months": policy.lock_review_months}),
    }
    return render(request, "settings_lock_reasons/index.html", context, status=status)


def _row(reason: ReasonItem) -> Row:
    many = sum(bool(text) for text in reason.messages.values())
    own = ngettext("Own text in %(n)s language", "Own text in %(n)s languages", many) % {"n": many}
    ends = tuple(lock_ends.label_of(end) for end in lock_ends.in_order(reason.ends))
    return Row(reason, ends, own if many else gettext("Built-in text"))


def _conflict(request: DeskRequest, form: ReasonForm, theirs: ReasonItem) -> HttpResponse:
    """Both versions field by field; the form stays as typed, and saving again wins."""
    languages = request.desk.business.languages
    rows = conflicts.differing(ReasonForm(languages=languages, reason=theirs), form)
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    kept = ReasonForm(data, languages=languages, reason=theirs)
    return _form(request, kept, theirs, rows=rows, status=409)


def _form(
    request: DeskRequest,
    form: ReasonForm,
    reason: ReasonItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "reason": reason, "rows": rows, "texts": language_texts.texts_of(form)}
    return render(request, "settings_lock_reasons/reason.html", context, status=422 if form.errors else status)
