"""The tab *Communication*: what was written to the customer, what is coming, and each message as it went out (S43)."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries import find_bookings_of
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.decisions import may_be_resent
from kartotek.domain.messaging.queries import get_message_of, list_coming_messages, list_messages_of
from kartotek.domain.messaging.values import LogFilter, MessageChannel, MessageLine, MessageState
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import MOST
from kartotek.web.desk.customer_card.frame import frame_of
from kartotek.web.desk.customer_card.message_rows import MessageRow, booking_words, row_of
from kartotek.web.kit import message_words, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

# What an e-mail may do while staff look at it: be seen. No script, no picture from elsewhere, no link that opens.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)

_MOST_DIGITS = 18


@require_safe
@desk_view()
def messages(request: DeskRequest, customer_id: int) -> HttpResponse:
    """What is coming, soonest first, and what was written, newest first; of one channel or about one booking."""
    desk = request.desk
    context = frame_of(request, customer_id, "messages")
    cursor, wanted = request.GET.get("cursor", ""), _wanted(request)
    page = list_messages_of(customer_id=customer_id, wanted=wanted, cursor=cursor)
    coming = [] if cursor else _coming(request, customer_id, wanted)
    bookings = _bookings(customer_id, [*coming, *page.items], wanted.booking_id)
    here = desk.url("customer_card:messages", customer_id)
    about = bookings.get(wanted.booking_id or 0)
    context |= {
        "coming": [row_of(line, desk, customer_id, bookings) for line in coming],
        "rows": [row_of(line, desk, customer_id, bookings) for line in page.items],
        "channels": _choices(here, wanted),
        "is_narrowed": bool(wanted.channel or wanted.booking_id),
        "about": booking_words(about) if about else "",
        "here": here,
        "legend": message_words.LEGEND,
        "next": _address(here, wanted, cursor=page.next) if page.next else "",
        "first": _address(here, wanted) if cursor else "",
    }
    return render(request, "customer_card/messages.html", context)


@require_safe
@desk_view()
def message(request: DeskRequest, customer_id: int, message_id: int) -> HttpResponse:
    """The dialog with the exact text of one message, and what can be done with it."""
    desk = request.desk
    row = row_for(request, customer_id, message_id)
    context = {
        "row": row,
        "title": row.what,
        "html_url": desk.url("customer_card:message_html", customer_id, message_id) if row.line.html else "",
        "again_url": desk.url("customer_card:send_again", customer_id, message_id)
        if may_be_resent(row.line.event, row.line.state)
        else "",
        "cancel_url": desk.url("customer_card:cancel_message", customer_id, message_id)
        if row.line.state == MessageState.QUEUED
        else "",
    }
    return responses.dialog(request, "customer_card/message.html", context, title=row.what)


@require_safe
@desk_view()
def message_html(request: DeskRequest, customer_id: int, message_id: int) -> HttpResponse:
    """The e-mail as a mail program shows it, for a frame that may do nothing (its own policy says so too)."""
    get_customer(customer_id, viewer=request.desk.actor)
    line = get_message_of(customer_id=customer_id, message_id=message_id)
    if not line.html:
        raise NotFound
    headers = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN", "Cache-Control": "no-store"}
    return HttpResponse(line.html, headers=headers)


def row_for(request: DeskRequest, customer_id: int, message_id: int) -> MessageRow:
    """One message of a card the person may see; NotFound."""
    get_customer(customer_id, viewer=request.desk.actor)
    line = get_message_of(customer_id=customer_id, message_id=message_id)
    return row_of(line, request.desk, customer_id, _bookings(customer_id, [line]))


def _coming(request: DeskRequest, customer_id: int, wanted: LogFilter) -> Sequence[MessageLine]:
    """The next ones, as many as a person reads."""
    return list_coming_messages(customer_id=customer_id, now=request.desk.now, wanted=wanted, limit=MOST).items


def _wanted(request: DeskRequest) -> LogFilter:
    channel, booking = request.GET.get("channel", ""), request.GET.get("booking", "")
    known = {MessageChannel.EMAIL.value, MessageChannel.SMS.value}
    is_number = booking.isascii() and booking.isdecimal() and len(booking) <= _MOST_DIGITS
    return LogFilter(
        channel if channel in known else "", int(booking) if is_number else None, parted_at=request.desk.now
    )


def _bookings(customer_id: int, lines: Sequence[MessageLine], other: int | None = None) -> dict[int, BookingItem]:
    linked = {line.booking_id for line in lines if line.booking_id is not None}
    return find_bookings_of(customer_id, linked | ({other} if other is not None else set()))


def _choices(here: str, wanted: LogFilter) -> list[tuple[str, str, bool]]:
    words = {"": gettext("All"), "email": gettext("E-mail"), "sms": gettext("SMS")}
    return [
        (_address(here, replace(wanted, channel=channel)), text, channel == wanted.channel)
        for channel, text in words.items()
    ]


def _address(here: str, wanted: LogFilter, *, cursor: str = "") -> str:
    given = {"channel": wanted.channel, "booking": wanted.booking_id or "", "cursor": cursor}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{here}?{query}" if query else here
