"""Show the classes of a week, day by day, and how full each is."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries.classes import list_sessions_between
from kartotek.domain.booking.values.classes import SessionFilters, SessionItem
from kartotek.kernel.periods import local_date
from kartotek.web.desk.classes.forms import class_services
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view

_WEEK = timedelta(days=7)
_FIRST, _LAST = date(1971, 1, 4), date(2499, 12, 1)


@dataclass(frozen=True)
class Day:
    """One date with its classes."""

    on: date
    sessions: list[SessionItem]


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The week around `?on=`, this one unless told."""
    desk = request.desk
    zone = ZoneInfo(desk.business.timezone)
    today = local_date(desk.now, zone)
    monday = _monday(request.GET.get("on", ""), today)
    filters = SessionFilters(monday, monday + _WEEK - timedelta(days=1), has_cancelled=True)
    found = list_sessions_between(business=desk.business, filters=filters)
    days = [Day(on, list(rows)) for on, rows in groupby(found, lambda one: local_date(one.starts_at, zone))]
    context = {
        "monday": monday,
        "sunday": monday + _WEEK - timedelta(days=1),
        "is_this_week": monday <= today < monday + _WEEK,
        "days": days,
        "has_services": bool(class_services()),
        "earlier": _address(desk, monday - _WEEK),
        "later": _address(desk, monday + _WEEK),
        "this_week": _address(desk, today),
        "at": request.GET.get("at", ""),
    }
    return render(request, "classes/index.html", context)


def _monday(wished: str, today: date) -> date:
    try:
        on = date.fromisoformat(wished)
    except ValueError:
        on = today
    on = min(max(on, _FIRST), _LAST)
    return on - timedelta(days=on.weekday())


def _address(desk: DeskContext, on: date) -> str:
    return f"{desk.url('classes:index')}?{urlencode({'on': on.isoformat()})}"
