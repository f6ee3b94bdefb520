"""The tab *Reminders* of a card: what is to come, and what has fired, with everybody who was told."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.reminders import queries
from kartotek.domain.reminders.values.firings import FiringItem, ItemState, RecipientItem
from kartotek.domain.reminders.values.reminders import Audience, Channel, ReminderItem
from kartotek.web.desk.customer_card.frame import frame_of
from kartotek.web.desk.customer_card.recall_views import recall_panel
from kartotek.web.kit import dates, reminder_words
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

MOST = 200  # reminders of one card; who has more finds the newest
HISTORY = 20


@dataclass(frozen=True)
class Row:
    """One reminder in words."""

    item: ReminderItem
    rule: str
    told: str


@dataclass(frozen=True)
class Past:
    """One firing in words: who was told and what became of it."""

    firing: FiringItem
    missed: str
    note: str
    closed: str
    people: list[str]
    failures: list[str]


@require_safe
@desk_view(Permission.REMINDER_MANAGE)
def reminders(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Those that are not deleted, and the history below, newest first."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    context = frame_of(request, customer_id, "reminders")
    found = queries.list_reminders(viewer=desk.actor, customer_id=customer_id, limit=MOST)
    past = queries.list_firings_of_customer(
        viewer=desk.actor, customer_id=customer_id, now=desk.now, limit=HISTORY, cursor=cursor
    )
    here = desk.url("customer_card:reminders", customer_id)
    context |= recall_panel(desk, customer_id)
    context |= {
        "rows": [_row(item) for item in found.items],
        "history": [_past(firing) for firing in past.items],
        "next": f"{here}?cursor={past.next}" if past.next else "",
        "first": here if cursor else "",
    }
    return render(request, "customer_card/reminders.html", context)


def _row(item: ReminderItem) -> Row:
    told = f"{reminder_words.AUDIENCES[Audience(item.recipients)]} · {reminder_words.CHANNELS[Channel(item.channel)]}"
    return Row(item, reminder_words.rule_words(item), told)


def _past(firing: FiringItem) -> Past:
    closed = {
        "booking": gettext("Closed by itself: a booking was made."),
        "visit": gettext("Closed by itself after the visit."),
    }
    return Past(
        firing,
        reminder_words.missed_words(firing.missed),
        reminder_words.note_words(firing.note),
        closed.get(firing.closed_by, ""),
        [_person(one) for one in firing.recipients],
        [f"{one.name}: {said}" for one in firing.recipients for said in reminder_words.failures(one.deliveries)],
    )


def _person(one: RecipientItem) -> str:
    """“Karim Haddad: done Thu 12 Nov 2026 at 10:54”."""
    if one.done_at is not None:
        return gettext("%(name)s: done %(moment)s") % {"name": one.name, "moment": dates.moment(one.done_at)}
    if one.state is ItemState.SNOOZED and one.snoozed_until is not None:
        moment = dates.moment(one.snoozed_until)
        return gettext("%(name)s: snoozed until %(moment)s") % {"name": one.name, "moment": moment}
    return gettext("%(name)s: open") % {"name": one.name} if one.state is ItemState.OPEN else one.name
