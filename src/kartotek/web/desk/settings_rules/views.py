"""Show the service rules as sentences; make, try, change, archive and restore one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.access import actions
from kartotek.domain.access.queries.rules import get_rule, list_rules
from kartotek.domain.access.values.rules import RuleChanges, RuleDetails, RuleItem
from kartotek.domain.businesses.values import Permission
from kartotek.domain.overview.queries.dry_run import dry_run_rule
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_rules.forms import RuleForm, prefilled
from kartotek.web.kit import conflicts, dry_runs, errors, language_texts, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.rule_words import read_names, sentence_of
from kartotek.web.kit.views import desk_view

_NO_RULE = RuleDetails()


@require_safe
@desk_view(Permission.RULE_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """All rules as sentences; those put away with `?archived=1`."""
    is_archived = "archived" in request.GET
    names = read_names()
    lines = [
        (rule, sentence_of(rule.details, names))
        for rule in list_rules(has_archived=is_archived)
        if rule.is_archived == is_archived
    ]
    context = {"lines": lines, "is_archived": is_archived, "at": request.GET.get("at", "")}
    return render(request, "settings_rules/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RULE_MANAGE)
def new(request: DeskRequest) -> HttpResponse:
    """A new rule; `?service=`, `?category=`, `?employee=`, `?location=` and `?tag=` fill in that part."""
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RULE_MANAGE)
def edit(request: DeskRequest, rule_id: int) -> HttpResponse:
    """A rule; posted to, it is tried or saved."""
    return _edited(request, get_rule(rule_id))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RULE_MANAGE)
def archive(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Ask whether it is lifted for those it concerns, or goes on refusing (S33); posted to, it is put away."""
    desk = request.desk
    rule = get_rule(rule_id)
    if request.method != "POST":
        found = dry_run_rule(
            business=desk.business, viewer=desk.actor, details=rule.details, now=desk.now, rule_id=rule.id
        )
        title = gettext("Archive service rule")
        context = {"rule": rule, "sentence": sentence_of(rule.details, read_names()), "found": found, "title": title}
        return responses.dialog(request, "settings_rules/archive.html", context, title=title)
    is_lifted = request.POST.get("lift", "yes") != "no"
    actions.archive_rule(rule_id=rule_id, is_lifted=is_lifted, actor=desk.actor, now=desk.now)
    told = gettext("Rule archived and lifted") if is_lifted else gettext("Rule archived; it goes on refusing")
    return responses.done(request, desk.url("settings_rules:index"), told)


@require_POST
@desk_view(Permission.RULE_MANAGE)
def restore(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Take a rule into use again."""
    actions.restore_rule(rule_id=rule_id, actor=request.desk.actor, now=request.desk.now)
    return _back(request, gettext("Rule restored"), rule_id)


def _edited(request: DeskRequest, rule: RuleItem | None) -> HttpResponse:
    details = rule.details if rule else prefilled(request.GET)
    form = _form(request, details, rule)
    if request.method != "POST":
        return _page(request, form, rule)
    if not form.is_valid():
        return _page(request, form, rule, status=422)
    try:
        wanted = form.details(rule.details if rule else _NO_RULE)
        if dry_runs.is_asked(request):
            return _tried(request, form, rule, wanted)
        saved = _saved(request, form, rule, wanted)
    except Stale:
        return _conflict(request, form, get_rule(rule.id if rule else 0))
    except KartotekError as error:
        errors.apply(error, form, language_texts.problem_names(form))
        return _page(request, form, rule, status=422)
    return _back(request, gettext("Rule saved"), saved.id)


def _saved(request: DeskRequest, form: RuleForm, rule: RuleItem | None, wanted: RuleDetails) -> RuleItem:
    desk = request.desk
    if rule is None:
        return actions.create_rule(business=desk.business, details=wanted, actor=desk.actor, now=desk.now)
    changes = RuleChanges(when=wanted.when, where=wanted.where, then=wanted.then, messages=wanted.messages)
    return actions.edit_rule(
        rule_id=rule.id,
        changes=changes,
        expected_version=form.cleaned_data["version"],
        actor=desk.actor,
        now=desk.now,
    )


def _tried(request: DeskRequest, form: RuleForm, rule: RuleItem | None, wanted: RuleDetails) -> HttpResponse:
    """Whom it would hit: below the form, which stays as it was filled in."""
    desk = request.desk
    found = dry_run_rule(
        business=desk.business, viewer=desk.actor, details=wanted, now=desk.now, rule_id=rule.id if rule else 0
    )
    tried = dry_runs.context(found, sentence_of(wanted, read_names()))
    if request.headers.get("HX-Request"):
        return render(request, "kit/dry_run.html", tried)
    return _page(request, form, rule, tried=tried)


def _back(request: DeskRequest, message: str, rule_id: int) -> HttpResponse:
    """To the list, with the focus on the rule."""
    return responses.done(request, f"{request.desk.url('settings_rules:index')}?at={rule_id}", message)


def _form(request: DeskRequest, details: RuleDetails, rule: RuleItem | None) -> RuleForm:
    return RuleForm(
        request.POST if request.method == "POST" else None,
        details=details,
        version=rule.version if rule else None,
        languages=request.desk.business.languages,
    )


def _page(
    request: DeskRequest,
    form: RuleForm,
    rule: RuleItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    tried: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "rule": rule, "rows": rows, **(tried or {})}
    if rule is not None:
        context["reads"] = sentence_of(rule.details, read_names())
    return render(request, "settings_rules/rule.html", context, status=status)


def _conflict(request: DeskRequest, form: RuleForm, rule: RuleItem) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    theirs = RuleForm(details=rule.details, version=rule.version, languages=request.desk.business.languages)
    rows = conflicts.differing(theirs, form)
    form.data = request.POST.copy()
    form.data["version"] = str(rule.version)
    return _page(request, form, rule, rows=rows, status=409)
