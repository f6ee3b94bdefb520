"""The report of one month: figures, a chart of the reasons, a table of the staff, and both as CSV."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.overview.queries.effects import get_effects, month_after, parse_month, this_month
from kartotek.domain.overview.values import Effects
from kartotek.kernel.errors import Invalid, NotFound
from kartotek.web.kit.access_pages import access_pages
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.refusal_words import REASON_WORDS
from kartotek.web.kit.spreadsheets import csv_answer
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class Bar:
    """One bar of the chart: in how many refusals of the month a reason was named, and where they are listed."""

    text: Promise
    named: int
    decided: int
    url: str


@require_safe
@desk_view(Permission.AUDIT_VIEW)
def index(request: DeskRequest) -> HttpResponse:
    """The month of `?month=`, this one unless told."""
    desk = request.desk
    effects = _effects(request)
    last = month_after(effects.month) - timedelta(days=1)
    now = this_month(desk.business, desk.now)
    context = {
        "effects": effects,
        "bars": _bars(effects, last, desk),
        "earlier": _url(desk, (effects.month - timedelta(days=1)).replace(day=1)),
        "later": _url(desk, month_after(effects.month)) if effects.month < now else "",
        "csv_url": f"{desk.url('effects:table')}?month={effects.month:%Y-%m}",
        "refusals_url": _refusals_url(desk, effects.month, last),
        "access_pages": access_pages(desk, "effects:index"),
    }
    return render(request, "effects/index.html", context)


@require_safe
@desk_view(Permission.AUDIT_VIEW)
def table(request: DeskRequest) -> HttpResponse:
    """The same as CSV: what, of which reason or member of staff, how many."""
    effects = _effects(request)
    deeds = (
        (gettext("Bookings in spite of the answer"), [(one.name, one.booking_overrides) for one in effects.staff]),
        (gettext("Check-ins in spite of the answer"), [(one.name, one.check_in_overrides) for one in effects.staff]),
        (gettext("Locks lifted as mistaken"), [(one.name, one.mistaken_locks) for one in effects.staff]),
    )
    month = f"{effects.month:%Y-%m}"
    rows: list[tuple[str, str, str, int]] = [
        *((month, gettext("Refusals"), str(REASON_WORDS[one.code]), one.named) for one in effects.reasons),
        *((month, what, name_of(name), count) for what, counts in deeds for name, count in counts if count),
    ]
    head = (gettext("Month"), gettext("What"), gettext("Reason or staff member"), gettext("Number"))
    return csv_answer(f"access-{month}.csv", [head, *rows])


def name_of(name: str) -> str:
    """A member of staff; nobody known has words too."""
    return name or gettext("Nobody known")


def _effects(request: DeskRequest) -> Effects:
    desk, given = request.desk, request.GET.get("month", "")
    try:
        month = parse_month(given) if given else this_month(desk.business, desk.now)
    except Invalid as error:  # such a page does not exist
        raise NotFound from error
    return get_effects(business=desk.business, viewer=desk.actor, month=month)


def _bars(effects: Effects, last: date, desk: DeskContext) -> list[Bar]:
    listed = _refusals_url(desk, effects.month, last)
    return [
        Bar(REASON_WORDS[one.code], one.named, one.decided, f"{listed}&reason={one.code.value}")
        for one in effects.reasons
    ]


def _url(desk: DeskContext, month: date) -> str:
    return f"{desk.url('effects:index')}?month={month:%Y-%m}"


def _refusals_url(desk: DeskContext, first: date, last: date) -> str:
    return f"{desk.url('refusals:index')}?from_on={first.isoformat()}&to_on={last.isoformat()}"
