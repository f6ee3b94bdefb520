"""How do the reminders of an inbox stand in lists: overdue, today, coming, snoozed, done?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from kartotek.domain.businesses.values import Permission
from kartotek.domain.reminders.queries import list_coming, list_inbox
from kartotek.domain.reminders.values.firings import InboxItem, ItemState
from kartotek.domain.reminders.values.reminders import ReminderItem
from kartotek.kernel.periods import local_date
from kartotek.web.desk.inbox.filters import FilterForm
from kartotek.web.kit import dates, reminder_words
from kartotek.web.kit.context import DeskContext, DeskRequest

COMING = timedelta(days=14)
MOST_COMING = 20


@dataclass(frozen=True)
class Row:
    """One item in words."""

    item: InboxItem
    missed: str
    note: str
    failures: list[str]
    others: str
    status: str


@dataclass(frozen=True)
class Section:
    """A list with its head; `kind` is its colour."""

    key: str
    title: str
    kind: str
    rows: Sequence[Row]


def reminders_of(request: DeskRequest, form: FilterForm) -> dict[str, object]:
    """The context of the reminders: sections of what came, and what is to come within two weeks."""
    desk = request.desk
    page = list_inbox(viewer=desk.actor, now=desk.now, wanted=form.wanted, cursor=request.GET.get("items", ""))
    rows = [row_of(item) for item in page.items]
    here = desk.url("inbox:index")
    return {
        "sections": _sections(rows, form.state, desk),
        "coming": _coming(desk, form) if form.state is ItemState.OPEN else [],
        "more": form.address(here, items=page.next) if page.next else "",
        "start": form.address(here) if request.GET.get("items") else "",
    }


def row_of(item: InboxItem) -> Row:
    """An item in words."""
    others = ", ".join(item.others_done)
    return Row(
        item,
        reminder_words.missed_words(item.missed),
        reminder_words.note_words(item.note),
        reminder_words.failures(item.deliveries),
        gettext("Done already by %(names)s") % {"names": others} if others else "",
        _status(item),
    )


def _status(item: InboxItem) -> str:
    if item.done_at is not None:
        return gettext("done %(moment)s") % {"moment": dates.moment(item.done_at)}
    if item.state is ItemState.SNOOZED and item.snoozed_until is not None:
        return gettext("snoozed until %(moment)s") % {"moment": dates.moment(item.snoozed_until)}
    closed = {
        "booking": gettext("Closed by itself: a booking was made."),
        "visit": gettext("Closed by itself after the visit."),
    }
    return closed.get(item.closed_by, "")


def _sections(rows: Sequence[Row], state: ItemState, desk: DeskContext) -> list[Section]:
    if state is not ItemState.OPEN:
        title = gettext("Snoozed") if state is ItemState.SNOOZED else gettext("Done")
        return [Section("past", title, "none", rows)] if rows else []
    today = local_date(desk.now, ZoneInfo(desk.business.timezone))
    late = Section("late", gettext("Overdue"), "limited", [row for row in rows if row.item.on < today])
    fresh = Section("today", gettext("Today"), "info", [row for row in rows if row.item.on >= today])
    return [section for section in (late, fresh) if section.rows]


def _coming(desk: DeskContext, form: FilterForm) -> list[ReminderItem]:
    if not desk.may(Permission.REMINDER_MANAGE):
        return []
    wanted = form.wanted
    found = list_coming(
        viewer=desk.actor,
        until=desk.now + COMING,
        most=MOST_COMING,
        type_id=wanted.type_id,
        area_id=wanted.area_id,
    )
    return [item for item in found if wanted.customer_id in {None, item.customer_id}]
