"""Show and save the general rules of online booking; judge a text while it is typed."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.access.actions import edit_online_booking_settings
from kartotek.domain.access.decisions import BUILT_IN, LIMIT_CODES, TextKey
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Policy
from kartotek.domain.businesses.values import Permission
from kartotek.domain.overview.queries.dry_run import dry_run_settings
from kartotek.kernel.errors import KartotekError, NotFound, Problem, Stale
from kartotek.web.desk.settings_online_booking.forms import FORM_NAMES, KINDS, OnlineBookingForm
from kartotek.web.desk.settings_online_booking.previews import Preview, Typed, place, preview
from kartotek.web.kit import dry_runs, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_BUILT_IN_KEYS = {"limit_messages": TextKey.LIMIT, "blocked_messages": TextKey.MAX_ZERO}


@dataclass(frozen=True)
class Text:
    """A message in one language: its field, what stands for it while it is empty, and how it reads."""

    kind: str
    language: str
    field: BoundField
    built_in: str
    check_url: str
    preview: Preview


@dataclass(frozen=True)
class Row:
    """One field that differs between two versions."""

    label: str
    theirs: str
    yours: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The rules; posted to, they are saved."""
    policy = get_policy(business=request.desk.business)
    languages = request.desk.business.languages
    if request.method != "POST":
        return _page(request, OnlineBookingForm(policy=policy, languages=languages), policy)
    form = OnlineBookingForm(request.POST, policy=policy, languages=languages)
    if not form.is_valid():
        return _page(request, form, policy, status=422)
    try:
        if dry_runs.is_asked(request):
            return _tried(request, form, policy)
        edit_online_booking_settings(
            business=request.desk.business,
            changes=form.changes(policy),
            expected_version=form.cleaned_data["version"],
            actor=request.desk.actor,
            now=request.desk.now,
        )
    except Stale:
        return _conflict(request, form, policy)
    except KartotekError as error:
        errors.apply(_with_places(error), form, _names(languages))
        return _page(request, form, policy, status=422)
    return responses.done(request, request.desk.url("settings_online_booking:index"), gettext("Online booking saved"))


def _tried(request: DeskRequest, form: OnlineBookingForm, policy: Policy) -> HttpResponse:
    """Whom the limit would hit: below the form, which stays as it was filled in."""
    desk = request.desk
    changes = form.changes(policy)
    tried = dry_runs.context(dry_run_settings(business=desk.business, viewer=desk.actor, changes=changes, now=desk.now))
    if request.headers.get("HX-Request"):
        return render(request, "kit/dry_run.html", tried)
    return _page(request, form, policy, tried=tried)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def check(request: DeskRequest, kind: str, language: str) -> HttpResponse:
    """What is wrong with a text as it stands, or how a customer would read it."""
    if kind not in KINDS or language not in request.desk.business.languages:
        raise NotFound
    typed = Typed(kind, language, request.POST.get(f"{kind}_{language}", ""))
    policy = get_policy(business=request.desk.business)
    context = {"preview": preview(typed, policy, request.desk.now), "kind": kind, "language": language}
    return render(request, "settings_online_booking/preview.html", context)


def _page(
    request: DeskRequest,
    form: OnlineBookingForm,
    policy: Policy,
    *,
    rows: tuple[Row, ...] = (),
    tried: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "rows": rows,
        "limit_texts": _texts(request, form, policy, "limit_messages"),
        "blocked_texts": _texts(request, form, policy, "blocked_messages"),
        "limit_codes": LIMIT_CODES,
        "blocked_codes": LIMIT_CODES[:2],  # no moment sets the blocked free
        "neutral": BUILT_IN[TextKey.NEUTRAL]["en"],
        **(tried or {}),
    }
    return render(request, "settings_online_booking/index.html", context, status=status)


def _texts(request: DeskRequest, form: OnlineBookingForm, policy: Policy, kind: str) -> list[Text]:
    """The fields of one kind of message, each with the built-in text and how it reads now."""
    return [
        Text(
            kind=kind,
            language=language,
            field=field,
            built_in=BUILT_IN[_BUILT_IN_KEYS[kind]][language],
            check_url=request.desk.url("settings_online_booking:check", kind, language),
            preview=preview(Typed(kind, language, str(field.value() or "")), policy, request.desk.now),
        )
        for language, field in form.messages_of(kind)
    ]


def _names(languages: list[str]) -> dict[str, str]:
    """The action's fields and the form's."""
    return FORM_NAMES | {f"{kind}.{language}": f"{kind}_{language}" for kind in KINDS for language in languages}


def _with_places(error: KartotekError) -> KartotekError:
    """Problems of texts say where they stand."""
    problems = tuple(Problem(problem.field, problem.code, place(problem)) for problem in error.problems)
    return type(error)(error.message, problems=problems)


def _conflict(request: DeskRequest, form: OnlineBookingForm, policy: Policy) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    theirs = OnlineBookingForm(policy=policy, languages=request.desk.business.languages)
    rows = tuple(
        Row(str(field.label), str(theirs[name].value() or ""), str(form[name].value() or ""))
        for name, field in form.fields.items()
        if name != "version" and str(theirs[name].value() or "") != str(form[name].value() or "")
    )
    form.data = {**request.POST.dict(), "version": str(policy.version)}
    return _page(request, form, policy, rows=rows, status=409)
