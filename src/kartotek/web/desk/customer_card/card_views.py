"""Show a card: overview, bookings, details, log. Each tab asks only for what it shows."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries import list_coming, list_deleted, list_doubtful, list_past
from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import find_possible_duplicates
from kartotek.domain.overview.queries.log import list_customer_log
from kartotek.domain.overview.queries.visits import get_visit_facts
from kartotek.web.desk.customer_card.exceptions import lines_of
from kartotek.web.desk.customer_card.feed_views import feed_of
from kartotek.web.desk.customer_card.frame import access_of, around, frame_of
from kartotek.web.desk.customer_card.log_words import LogLine, line_of
from kartotek.web.desk.customer_card.notice_views import recent_rows
from kartotek.web.desk.customer_card.terms_views import lines_of as terms_of
from kartotek.web.kit import dates, doubts, looks
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.looks import Look
from kartotek.web.kit.views import desk_view

CHANNELS = {"online": _("Booked online"), "staff": _("Booked by staff")}
CANCELLED_THROUGH = {"online": _("online"), "staff": _("at the desk")}
SHOWN = ("coming", "past", "deleted")
RECENT = 5


@dataclass(frozen=True)
class Row:
    """A booking in a list of the card."""

    booking: BookingItem
    badge: Look
    how: str
    url: str


@require_safe
@desk_view()
def overview(request: DeskRequest, customer_id: int) -> HttpResponse:
    """What is coming, what happened last, and the note."""
    desk = request.desk
    access = access_of(request, customer_id)
    context = around(request, access, "card")
    coming = list_coming(customer_id, now=desk.now)
    context |= {
        "rows": [_row(booking, desk) for booking in coming],
        "doubts": doubts.rows_of(list_doubtful(viewer=desk.actor, customer_id=customer_id, limit=5).items, desk),
        "here": desk.url("customer_card:card", customer_id),
        "facts": get_visit_facts(customer_id, now=desk.now),
        "recent": _recent(request, customer_id),
        "notices": recent_rows(request, customer_id),
        "exceptions": lines_of(access, desk),
        "may_except": desk.may(Permission.CUSTOMER_LIMIT),
    }
    return render(request, "customer_card/overview.html", context)


@require_safe
@desk_view()
def bookings(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Coming, past, or deleted bookings; deleted ones with who, when and why (S53)."""
    desk = request.desk
    context = frame_of(request, customer_id, "bookings")
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "coming"
    if shown == "coming":
        found = list_coming(customer_id, now=desk.now)
    else:
        found = list_past(customer_id, now=desk.now) if shown == "past" else list_deleted(customer_id)
    here = desk.url("customer_card:bookings", customer_id)
    words = {"coming": gettext("Coming"), "past": gettext("Past"), "deleted": gettext("Deleted")}
    context |= {
        "rows": [_row(booking, desk) for booking in found],
        "shown": shown,
        "choices": [(f"{here}?show={name}", words[name], name == shown) for name in SHOWN],
    }
    return render(request, "customer_card/bookings.html", context)


@never_cache
@require_safe
@desk_view()
def details(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Everything that stands on the card, and who else it may be."""
    desk = request.desk
    access = access_of(request, customer_id)
    card = access.card
    context = around(request, access, "details") | {
        "feed": None if card.is_archived else feed_of(desk, card),
        "terms": terms_of(card, desk),
        "may_limit": desk.may(Permission.CUSTOMER_LIMIT),
        "alike": find_possible_duplicates(card, business=desk.business, viewer=desk.actor),
    }
    return render(request, "customer_card/details.html", context)


@require_safe
@desk_view(Permission.AUDIT_VIEW)
def log(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Who did what to the card and its bookings, newest first."""
    desk = request.desk
    context = frame_of(request, customer_id, "log")
    cursor = request.GET.get("cursor", "")
    page = list_customer_log(business=desk.business, viewer=desk.actor, customer_id=customer_id, cursor=cursor)
    here = desk.url("customer_card:log", customer_id)
    context |= {
        "entries": [line_of(entry) for entry in page.items],
        "next": f"{here}?cursor={page.next}" if page.next else "",
        "first": here if cursor else "",
    }
    return render(request, "customer_card/log.html", context)


def _recent(request: DeskRequest, customer_id: int) -> list[LogLine]:
    desk = request.desk
    if not desk.may(Permission.AUDIT_VIEW):
        return []
    page = list_customer_log(business=desk.business, viewer=desk.actor, customer_id=customer_id, limit=RECENT)
    return [line_of(entry) for entry in page.items]


def _row(booking: BookingItem, desk: DeskContext) -> Row:
    return Row(booking, looks.BOOKING[booking.status], _how(booking), desk.url("bookings:booking", booking.id))


def _how(booking: BookingItem) -> str:
    """How it was booked, or who cancelled it, when and why."""
    if booking.status in {Status.CANCELLED, Status.REJECTED}:
        parts = [booking.cancelled_by, dates.moment(booking.closed_at) if booking.closed_at else ""]
        reason = gettext("“%(reason)s”") % {"reason": booking.cancel_reason} if booking.cancel_reason else ""
        return " · ".join(
            part for part in (*parts, str(CANCELLED_THROUGH.get(booking.cancel_channel, "")), reason) if part
        )
    squeezed = gettext("Squeezed in") if booking.is_squeezed else ""
    return " · ".join(str(part) for part in (CHANNELS.get(booking.channel, ""), squeezed, booking.note) if part)
