"""Show the inbox, take a line off, put it back; say how much waits, and whether anything stands still."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kartotek.domain.access.queries import list_lock_reviews
from kartotek.domain.businesses.values import Permission
from kartotek.domain.messaging.actions import done_staff_notice, reopen_staff_notice
from kartotek.domain.messaging.queries import count_staff_notices, list_staff_notices
from kartotek.domain.messaging.values import StaffNoticeItem
from kartotek.domain.reminders.queries import count_inbox, watch
from kartotek.domain.reminders.values.firings import ItemState
from kartotek.web.desk.inbox.filters import STATES, FilterForm
from kartotek.web.desk.inbox.rows import reminders_of
from kartotek.web.desk.inbox.words import line_of
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

MOST = 50  # the count says no more than one page holds


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """What is open (overdue, today, coming), snoozed or done (`?show=`); narrowed by type, area and customer."""
    desk = request.desk
    form = FilterForm(request.GET, viewer=desk.actor)
    form.is_valid()
    state = form.state
    context = {
        **reminders_of(request, form),
        **_notices(request, state),
        "form": form,
        "state": state.value,
        "states": [(value, text, form.address(desk.url("inbox:index"), show=value)) for value, text in STATES],
        "reviews": _reviews(request) if state is ItemState.OPEN else 0,
        "here": desk.url("inbox:index"),
        "may_recall": desk.may(Permission.REMINDER_MANAGE),
        "is_filtered": form.is_filtered,
    }
    return render(request, "inbox/index.html", context)


@require_safe
@desk_view()
def count(request: DeskRequest) -> HttpResponse:
    """How much waits: reminders, open lines, endless locks to review. With it comes the banner of the watchdog."""
    desk = request.desk
    waiting = count_inbox(viewer=desk.actor, now=desk.now) + count_staff_notices(viewer=desk.actor) + _reviews(request)
    seen = watch(now=desk.now) if desk.may(Permission.SETTINGS_MANAGE) else None
    return render(request, "inbox/count.html", {"waiting": waiting, "watch": seen})


@require_POST
@desk_view()
def done(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Take a line off the inbox."""
    desk = request.desk
    return _line(request, done_staff_notice(actor=desk.actor, now=desk.now, notice_id=notice_id), gettext("Done"))


@require_POST
@desk_view()
def undo(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Put it back."""
    desk = request.desk
    notice = reopen_staff_notice(actor=desk.actor, now=desk.now, notice_id=notice_id)
    return _line(request, notice, gettext("Back in the inbox"))


def _notices(request: DeskRequest, state: ItemState) -> dict[str, object]:
    """What happened, beside the reminders; it cannot be snoozed."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    if state is ItemState.SNOOZED:
        return {"lines": []}
    is_done = state is ItemState.DONE
    page = list_staff_notices(viewer=desk.actor, is_done=is_done, cursor=cursor)
    shown = f"{desk.url('inbox:index')}?show={state.value}"
    return {
        "lines": [line_of(notice) for notice in page.items],
        "next": f"{shown}&cursor={page.next}" if page.next else "",
        "first": shown if cursor else "",
    }


def _reviews(request: DeskRequest) -> int:
    """How many endless locks are to be looked at, for those who may."""
    desk = request.desk
    if not desk.may(Permission.LOCK_PLACE):
        return 0
    page = list_lock_reviews(business=desk.business, viewer=desk.actor, now=desk.now, limit=MOST)
    return len(page.items)


def _line(request: DeskRequest, notice: StaffNoticeItem, text: str) -> HttpResponse:
    """For htmx the line as it is now, at its place, with the way back."""
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("inbox:index"), text)
    answer = render(request, "inbox/line.html", {"line": line_of(notice)})
    answer["HX-Trigger"] = "k-card-changed"
    return answer
