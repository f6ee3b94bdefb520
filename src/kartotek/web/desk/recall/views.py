"""Show who is in a recall plan and how that stands; put many in at once."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from kartotek.domain.access.queries.tags import list_tags
from kartotek.domain.businesses.values import Permission
from kartotek.domain.recall import actions, queries
from kartotek.kernel.errors import NotFound
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.recall_words import CHANNELS, row_of
from kartotek.web.kit.views import desk_view

BY_SERVICE = "service"


@require_safe
@desk_view(Permission.REMINDER_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The plans, each with those who are in it."""
    context = {"plans": queries.list_plans(), "may_set": request.desk.may(Permission.SETTINGS_MANAGE)}
    return render(request, "recall/index.html", context)


@require_safe
@desk_view(Permission.REMINDER_MANAGE)
def due(request: DeskRequest, plan_id: int) -> HttpResponse:
    """The list, by name."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    plan = queries.get_plan(plan_id)
    found = queries.list_due(business=desk.business, viewer=desk.actor, plan_id=plan_id, now=desk.now, cursor=cursor)
    here = desk.url("recall:due", plan_id)
    context = {
        "plan": plan,
        "rows": [row_of(item) for item in found.items],
        "tags": [] if plan.is_archived else list_tags(),
        "next": f"{here}?cursor={found.next}" if found.next else "",
        "first": here if cursor else "",
        "letters": queries.count_letters(business=desk.business, viewer=desk.actor, plan=plan, now=desk.now),
        "may_set": desk.may(Permission.SETTINGS_MANAGE),
    }
    return render(request, "recall/due.html", context)


@require_safe
@desk_view(Permission.REMINDER_MANAGE)
def invitations(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Who was invited, the latest first, and who booked from it."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    found = queries.list_invitations(business=desk.business, viewer=desk.actor, plan_id=plan_id, cursor=cursor)
    here = desk.url("recall:invitations", plan_id)
    context = {
        "plan": queries.get_plan(plan_id),
        "items": [(item, CHANNELS.get(item.channel, item.channel)) for item in found.items],
        "outcome": queries.get_outcome(business=desk.business, viewer=desk.actor, plan_id=plan_id),
        "next": f"{here}?cursor={found.next}" if found.next else "",
        "first": here if cursor else "",
    }
    return render(request, "recall/invitations.html", context)


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def letters(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Have the letters of today printed, and go where one sees how far that is."""
    desk = request.desk
    made = actions.print_invitations(business=desk.business, actor=desk.actor, now=desk.now, plan_id=plan_id)
    return responses.done(request, desk.url("customer_list:progress", made.id), gettext("Printing has begun"))


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def enrol(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Everybody who came for the service, or who carries the tag that was chosen."""
    desk, chosen = request.desk, request.POST.get("by", BY_SERVICE)
    if chosen != BY_SERVICE and not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        raise NotFound
    tag_id = None if chosen == BY_SERVICE else int(chosen)
    found = actions.enrol_many(business=desk.business, actor=desk.actor, now=desk.now, plan_id=plan_id, tag_id=tag_id)
    said = ngettext("%(count)d customer enrolled", "%(count)d customers enrolled", found.new) % {"count": found.new}
    if not found.new:
        said = gettext("Nobody new to enrol")
    return responses.done(request, desk.url("recall:due", plan_id), said)
