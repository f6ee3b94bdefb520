"""The panel *Recall* of a card: put her into a plan, pause her there, let her go on, take her out."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.recall import actions, queries
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.recall_words import row_of
from kartotek.web.kit.views import desk_view


def recall_panel(desk: DeskContext, customer_id: int) -> Mapping[str, object]:
    """The plans she is in, and those she could be in."""
    found = queries.list_enrolments_of(business=desk.business, viewer=desk.actor, customer_id=customer_id, now=desk.now)
    taken = {item.plan_id for item in found}
    return {
        "recalls": [row_of(item) for item in found],
        "plans": [plan for plan in queries.list_plans() if plan.id not in taken],
    }


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def enrol(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Into the plan that was chosen."""
    chosen = request.POST.get("plan", "")
    get_customer(customer_id, viewer=request.desk.actor)
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        raise invalid("plan", "required", gettext_noop("Choose a plan."))
    return _put(request, customer_id, int(chosen), gettext("Enrolled in “%(name)s”"), is_paused=False)


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def pause(request: DeskRequest, customer_id: int, plan_id: int) -> HttpResponse:
    """No invitations until she goes on."""
    return _put(request, customer_id, plan_id, gettext("“%(name)s” paused"), is_paused=True)


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def go_on(request: DeskRequest, customer_id: int, plan_id: int) -> HttpResponse:
    """As before the pause."""
    return _put(request, customer_id, plan_id, gettext("“%(name)s” goes on"), is_paused=False)


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def take_out(request: DeskRequest, customer_id: int, plan_id: int) -> HttpResponse:
    """Out of the plan."""
    desk = request.desk
    actions.take_out_customer(actor=desk.actor, now=desk.now, customer_id=customer_id, plan_id=plan_id)
    return responses.done(request, _here(request, customer_id), gettext("Taken out of the plan"))


def _put(request: DeskRequest, customer_id: int, plan_id: int, text: str, *, is_paused: bool) -> HttpResponse:
    desk = request.desk
    item = actions.enrol_customer(
        business=desk.business,
        actor=desk.actor,
        now=desk.now,
        customer_id=customer_id,
        plan_id=plan_id,
        is_paused=is_paused,
    )
    return responses.done(request, _here(request, customer_id), text % {"name": item.plan_name})


def _here(request: DeskRequest, customer_id: int) -> str:
    return request.desk.url("customer_card:reminders", customer_id)
