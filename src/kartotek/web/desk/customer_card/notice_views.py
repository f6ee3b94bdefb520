"""Notices on a card: read, write, pin, unpin (S27)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.customers import actions
from kartotek.domain.customers.queries import get_customer, list_notices
from kartotek.domain.customers.values import NoticeItem, NoticeKind
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.customer_card.card_answers import CHANGED
from kartotek.web.desk.customer_card.frame import frame_of
from kartotek.web.desk.customer_card.notice_forms import NoticeForm
from kartotek.web.kit import agents, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_ICONS = {NoticeKind.NOTE: "note", NoticeKind.LOCK: "lock", NoticeKind.UNLOCK: "lock-open"}
RECENT = 5


@dataclass(frozen=True)
class NoticeRow:
    """One notice as the card shows it."""

    notice: NoticeItem
    icon: str
    who: str
    with_what: str


def rows_of(notices: Sequence[NoticeItem]) -> list[NoticeRow]:
    """Notices in words."""
    return [_row(notice) for notice in notices]


def recent_rows(request: DeskRequest, customer_id: int) -> list[NoticeRow]:
    """The first few, pinned ones before the others."""
    return rows_of(list_notices(viewer=request.desk.actor, customer_id=customer_id, limit=RECENT).items)


@require_safe
@desk_view()
def notices(request: DeskRequest, customer_id: int) -> HttpResponse:
    """All notices of the card, pinned ones first, each newest first."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    context = frame_of(request, customer_id, "notices")
    page = list_notices(viewer=desk.actor, customer_id=customer_id, cursor=cursor)
    here = desk.url("customer_card:notices", customer_id)
    context |= {
        "rows": rows_of(page.items),
        "next": f"{here}?cursor={page.next}" if page.next else "",
        "first": here if cursor else "",
    }
    return render(request, "customer_card/notices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def notice(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog *New notice*; posted to, the notice is kept."""
    desk = request.desk
    get_customer(customer_id, viewer=desk.actor)
    form = NoticeForm(request.POST if request.method == "POST" else None, actor=desk.actor)
    if form.is_valid():
        try:
            actions.add_notice(
                business_id=desk.business.id, actor=desk.actor, now=desk.now, notice=form.notice(customer_id)
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _done(request, customer_id, gettext("Notice saved"))
    title = gettext("New notice")
    context = {"form": form, "title": title, "url": desk.url("customer_card:notice", customer_id)}
    status = 422 if form.errors else 200
    return responses.dialog(request, "customer_card/notice.html", context, title=title, status=status)


@require_POST
@desk_view()
def pin(request: DeskRequest, customer_id: int, notice_id: int) -> HttpResponse:
    """Let a notice stand above the others (`pinned=1`), or no longer."""
    is_pinned = request.POST.get("pinned") == "1"
    actions.pin_notice(actor=request.desk.actor, now=request.desk.now, notice_id=notice_id, is_pinned=is_pinned)
    return _done(request, customer_id, gettext("Notice pinned") if is_pinned else gettext("Notice no longer pinned"))


def _done(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("customer_card:notices", customer_id), text)
    return responses.swapped("", text, changed=CHANGED)


def _row(notice: NoticeItem) -> NoticeRow:
    with_what = {NoticeKind.LOCK: gettext("with a lock"), NoticeKind.UNLOCK: gettext("when unlocking")}
    icon = "pin" if notice.is_pinned else _ICONS[notice.kind]
    return NoticeRow(notice, icon, agents.said(notice.by, notice.agent), with_what.get(notice.kind, ""))
