"""Show and save which messages are sent, in general and for one service."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import get_service, list_services
from kartotek.domain.messaging.actions import edit_message_settings
from kartotek.domain.messaging.queries import get_message_rules
from kartotek.domain.messaging.values import MessageRules
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_messages.forms import MessagesForm, ServiceForm, names_of
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The general rules; posted to, they are saved."""
    if request.method == "GET" and request.GET.get("service", "").isdecimal():
        return HttpResponseRedirect(request.desk.url("settings_messages:service", int(request.GET["service"])))
    rules = get_message_rules()
    if request.method != "POST":
        return _page(request, MessagesForm(None, rules), rules)
    form = MessagesForm(request.POST, rules)
    if not form.is_valid():
        return _page(request, form, rules, status=422)
    try:
        _save(request, form)
    except Stale:
        rows = conflicts.differing(MessagesForm(None, rules), form)
        form.data = {**request.POST.dict(), "version": str(rules.version)}
        return _page(request, form, rules, rows=rows, status=409)
    except KartotekError as error:
        errors.apply(error, form, names_of("events"))
        return _page(request, form, rules, status=422)
    return responses.done(request, request.desk.url("settings_messages:index"), gettext("Messages saved"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def service(request: DeskRequest, service_id: int) -> HttpResponse:
    """What differs for one service; posted to, it is saved."""
    found = get_service(service_id)
    rules = get_message_rules()
    form = ServiceForm(request.POST if request.method == "POST" else None, rules, service_id)
    context: dict[str, object] = {"form": form, "service": found}
    if request.method != "POST":
        return render(request, "settings_messages/service.html", context)
    status = 422
    if form.is_valid():
        try:
            _save(request, form)
            done = gettext("Messages of %(service)s saved") % {"service": found.name}
            return responses.done(request, request.desk.url("settings_messages:index"), done)
        except Stale:
            status = 409
            context["rows"] = conflicts.differing(ServiceForm(None, rules, service_id), form)
            form.data = {**request.POST.dict(), "version": str(rules.version)}
        except KartotekError as error:
            errors.apply(error, form, names_of(f"services.{service_id}"))
    return render(request, "settings_messages/service.html", context, status=status)


def _save(request: DeskRequest, form: MessagesForm | ServiceForm) -> None:
    edit_message_settings(
        business_id=request.desk.business.id,
        changes=form.changes(),
        expected_version=form.cleaned_data["version"],
        actor=request.desk.actor,
        now=request.desk.now,
    )


def _page(
    request: DeskRequest,
    form: MessagesForm,
    rules: MessageRules,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    every = list_services()
    context = {
        "form": form,
        "rows": rows or [],
        "differing": [one for one in every if one.id in rules.services],
        "others": [one for one in every if one.id not in rules.services],
    }
    return render(request, "settings_messages/index.html", context, status=status)
