"""List the messages of the business, show one, have one that failed tried again."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kartotek.domain.messaging.actions import retry_message
from kartotek.domain.messaging.queries import get_outbox_line, list_outbox
from kartotek.domain.messaging.values import OutboxFilter, OutboxPart
from kartotek.kernel.errors import Conflict, Invalid
from kartotek.plumbing.transport import CHANNELS, is_captured
from kartotek.web.desk.outbox.rows import row_of
from kartotek.web.kit import errors, message_words, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

_PARTS: dict[OutboxPart, Promise] = {
    OutboxPart.ALL: _("All"),
    OutboxPart.WAITING: _("Waiting"),
    OutboxPart.TROUBLE: _("Did not get through"),
}
_BY = {"": _("All"), "email": _("E-mail"), "sms": _("SMS")}


@dataclass(frozen=True)
class Choice:
    """One thing to look at."""

    url: str
    text: Promise
    is_current: bool


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The latest first; `?part=` and `?channel=` narrow it."""
    desk, cursor, wanted = request.desk, request.GET.get("cursor", ""), _wanted(request)
    page = list_outbox(viewer=desk.actor, wanted=wanted, limit=50, cursor=cursor)
    here = desk.url("outbox:index")
    context = {
        "rows": [row_of(one, desk) for one in page.items],
        "parts": [
            Choice(_address(here, part, wanted.channel), text, part is wanted.part) for part, text in _PARTS.items()
        ],
        "channels": [Choice(_address(here, wanted.part, by), text, by == wanted.channel) for by, text in _BY.items()],
        "is_narrowed": wanted != OutboxFilter(),
        "is_captured": all(map(is_captured, CHANNELS)),
        "legend": message_words.LEGEND,
        "first": _address(here, wanted.part, wanted.channel) if cursor else "",
        "next": _address(here, wanted.part, wanted.channel, page.next) if page.next else "",
    }
    return render(request, "outbox/index.html", context)


@require_safe
@desk_view()
def message(request: DeskRequest, message_id: int) -> HttpResponse:
    """The dialog with the exact text of one message."""
    row = row_of(get_outbox_line(message_id, viewer=request.desk.actor), request.desk)
    return responses.dialog(request, "outbox/message.html", {"row": row, "title": row.what}, title=row.what)


@require_POST
@desk_view()
def retry(request: DeskRequest, message_id: int) -> HttpResponse:
    """A message that failed is tried again at once."""
    desk = request.desk
    try:
        sent = retry_message(business_id=desk.business.id, actor=desk.actor, now=desk.now, message_id=message_id)
    except (Conflict, Invalid) as error:
        return responses.done(request, desk.url("outbox:index"), errors.text_of(error))
    return responses.done(request, desk.url("outbox:index"), message_words.said_of(sent))


def _wanted(request: DeskRequest) -> OutboxFilter:
    part, channel = request.GET.get("part", ""), request.GET.get("channel", "")
    return OutboxFilter(
        OutboxPart(part) if part in {*OutboxPart} else OutboxPart.ALL, channel if channel in CHANNELS else ""
    )


def _address(here: str, part: OutboxPart, channel: str, cursor: str = "") -> str:
    given = {"part": "" if part is OutboxPart.ALL else part.value, "channel": channel, "cursor": cursor}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{here}?{query}" if query else here
