"""Show the lines of the inbox, take one off, put it back; say how much waits."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kartotek.domain.access.queries import list_lock_reviews
from kartotek.domain.businesses.values import Permission
from kartotek.domain.messaging.actions import done_staff_notice, reopen_staff_notice
from kartotek.domain.messaging.queries import count_staff_notices, list_staff_notices
from kartotek.domain.messaging.values import StaffNoticeItem
from kartotek.web.desk.inbox.words import line_of
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

MOST = 50  # the count says no more than one page holds


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """What is open, or (`?show=done`) what was done, newest first."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    is_done = request.GET.get("show") == "done"
    page = list_staff_notices(viewer=desk.actor, is_done=is_done, cursor=cursor)
    here = desk.url("inbox:index")
    shown = f"{here}?show=done" if is_done else here
    joined = f"{shown}&" if is_done else f"{shown}?"
    context = {
        "lines": [line_of(notice) for notice in page.items],
        "is_done": is_done,
        "reviews": _reviews(request),
        "here": here,
        "next": f"{joined}cursor={page.next}" if page.next else "",
        "first": shown if cursor else "",
    }
    return render(request, "inbox/index.html", context)


@require_safe
@desk_view()
def count(request: DeskRequest) -> HttpResponse:
    """How much waits: open lines, and endless locks to review."""
    waiting = count_staff_notices(viewer=request.desk.actor) + _reviews(request)
    return render(request, "inbox/count.html", {"waiting": waiting})


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
