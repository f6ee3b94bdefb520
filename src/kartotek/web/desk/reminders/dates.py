"""What the form of a reminder asks for while somebody types: the next dates in words, and a new type."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.decisions.firing import LATE_AFTER
from kartotek.domain.reminders.values.reminders import LONGEST_TYPE
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.reminders.forms import RuleForm
from kartotek.web.kit import errors, reminder_words
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view

MOST = 5
_LOOKED_AT = 500


@require_safe
@desk_view(Permission.REMINDER_MANAGE)
def dates(request: DeskRequest) -> HttpResponse:
    """The next five dates of what is typed, and the rule as a sentence; nothing while it makes no sense yet."""
    return render(request, "reminders/dates.html", dates_of(request.desk, request.GET))


def dates_of(desk: DeskContext, sent: QueryDict) -> dict[str, object]:
    """The context of `reminders/dates.html`."""
    form = RuleForm(sent)
    if not form.is_valid():
        return {"coming": [], "sentence": "", "problem": ""}
    rule = form.rule_details()
    try:
        found = queries.preview(rule, business=desk.business, count=_LOOKED_AT)
    except KartotekError as error:
        return {"coming": [], "sentence": "", "problem": errors.text_of(error)}
    ahead = [coming for coming in found if coming.at > desk.now - LATE_AFTER]
    past_only = gettext("These dates lie behind. A single date comes at once.") if found and not ahead else ""
    none = gettext("There is no such date.") if not found else past_only
    return {"coming": ahead[:MOST], "sentence": reminder_words.rule_words(rule), "problem": none}


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def add_type(request: DeskRequest) -> HttpResponse:
    """Add a type from within the form: the field of the type comes back with it chosen, or with what is wrong."""
    desk, name = request.desk, request.POST.get("new_type", "")
    chosen, problem = request.POST.get("type_id", ""), ""
    try:
        made = actions.create_reminder_type(actor=desk.actor, now=desk.now, business_id=desk.business.id, name=name)
        chosen, name = str(made.id), ""
    except KartotekError as error:
        problem = errors.text_of(error)
    context = {
        "types": [(str(each.id), each.name) for each in queries.list_reminder_types()],
        "chosen": chosen,
        "new_type": name,
        "problem": problem,
        "longest": LONGEST_TYPE,
    }
    return render(request, "reminders/type_field.html", context, status=422 if problem else 200)
