"""The dialog *Exceptions from rules*: which rules do not hold for this customer, for a while (S17)?"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.access import actions
from kartotek.domain.access.queries.rules import list_exceptions_of, list_rules
from kartotek.domain.access.values.rules import ExceptionItem
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_services
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.kernel.errors import KartotekError
from kartotek.kernel.periods import local_date
from kartotek.web.desk.customer_card.exception_forms import ExceptionForm
from kartotek.web.desk.customer_card.frame import access_of
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.rule_words import read_names, sentence_of
from kartotek.web.kit.views import desk_view

_FIELDS = {"from": "from_on", "until": "until_on"}


@dataclass(frozen=True)
class Line:
    """An exception as it reads; `is_over`: its last day has passed."""

    item: ExceptionItem
    of: str
    is_over: bool


def lines_of(access: CustomerAccess, desk: DeskContext) -> list[Line]:
    """The exceptions of the card that are not over; nothing is read of one without any."""
    if not access.facts.exceptions:
        return []
    return [line for line in _lines(access.card.id, desk) if not line.is_over]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.CUSTOMER_LIMIT)
def exception(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog; posted to, an exception is added. `?rule=` and `?service=` fill in that part."""
    desk = request.desk
    access = access_of(request, customer_id)
    names = read_names()
    rules = [(str(rule.id), sentence_of(rule.details, names)) for rule in list_rules()]
    services = [(str(service.id), service.name) for service in list_services()]
    today = local_date(desk.now, ZoneInfo(desk.business.timezone))
    form = ExceptionForm(
        request.POST if request.method == "POST" else None,
        rules=rules,
        services=services,
        initial={
            "rule": request.GET.get("rule", rules[0][0] if len(rules) == 1 else ""),
            "service": request.GET.get("service", ""),
            "from_on": today,
        },
    )
    if request.method != "POST":
        return _dialog(request, access, form)
    if not form.is_valid():
        return _dialog(request, access, form, status=422)
    try:
        actions.add_exception(
            business=desk.business, customer_id=customer_id, details=form.details, actor=desk.actor, now=desk.now
        )
    except KartotekError as error:
        errors.apply(error, form, _FIELDS)
        return _dialog(request, access, form, status=422)
    return _done(request, customer_id, gettext("Exception added"))


@require_POST
@desk_view(Permission.CUSTOMER_LIMIT)
def remove(request: DeskRequest, customer_id: int, exception_id: int) -> HttpResponse:
    """Let the rules hold again."""
    desk = request.desk
    actions.remove_exception(
        business=desk.business, customer_id=customer_id, exception_id=exception_id, actor=desk.actor, now=desk.now
    )
    return _done(request, customer_id, gettext("Exception removed"))


def _lines(customer_id: int, desk: DeskContext) -> list[Line]:
    today = local_date(desk.now, ZoneInfo(desk.business.timezone))
    names = read_names()
    rules = {rule.id: sentence_of(rule.details, names) for rule in list_rules(has_archived=True)}
    return [
        Line(item, rules.get(item.details.rule_id or 0, ""), item.details.until_on < today)
        for item in list_exceptions_of(customer_id, viewer=desk.actor)
    ]


def _dialog(request: DeskRequest, access: CustomerAccess, form: ExceptionForm, *, status: int = 200) -> HttpResponse:
    title = gettext("Exceptions from rules")
    context = {
        "form": form,
        "card": access.card,
        "lines": _lines(access.card.id, request.desk),
        "url": request.get_full_path(),
        "title": title,
        "may_remove": True,
    }
    return responses.dialog(request, "customer_card/exception.html", context, title=title, status=status)


def _done(request: DeskRequest, customer_id: int, message: str) -> HttpResponse:
    return responses.done(request, request.desk.url("customer_card:card", customer_id), message)
