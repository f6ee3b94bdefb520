"""Show the calendar, and answer its script: the days with all that stands on them, or that nothing has changed."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries.day_changes import find_news
from kartotek.domain.catalog.queries import list_services
from kartotek.web.desk.calendar.asked import LIST, VIEWS, WEEK, asked_of, dates_of
from kartotek.web.desk.calendar.drawn import drawn_days
from kartotek.web.desk.calendar.rows import groups_of
from kartotek.web.kit import dates
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The page; its columns are drawn by the script, the list stands in it."""
    desk = request.desk
    today = _today(desk)
    asked = asked_of(request.GET.dict(), desk, today)
    here = desk.url("calendar:index")
    context = {
        "asked": asked,
        "today": today,
        "title": dates.week(*asked.ends) if asked.view == WEEK else dates.day_long(asked.on),
        "week": asked.on.isocalendar().week,
        "views": [(view, label, f"{here}?{asked.query(view=view)}") for view, label in VIEWS.items()],
        "earlier": f"{here}?{asked.query(on=asked.on - asked.step)}",
        "later": f"{here}?{asked.query(on=asked.on + asked.step)}",
        "now_url": f"{here}?{asked.query(on=today)}",
        "days_url": f"{desk.url('calendar:days')}?{asked.query()}",
        "month_url": f"{desk.url('calendar:month')}?{asked.query()}",
        "offset": _offset(desk),
        "clock": f"{max(desk.now.astimezone(ZoneInfo(desk.business.timezone)).hour - 1, 0):02}:00",
        "list_query": asked.query(view=LIST),
        "language": get_language(),
        "services": list_services() if asked.view != LIST else [],
        "groups": groups_of(desk, asked) if asked.view == LIST else [],
    }
    return render(request, "calendar/index.html", context)


@require_safe
@desk_view()
def days(request: DeskRequest) -> HttpResponse:
    """The days as the script draws them; with the ETag of the last answer, 304 while nothing changed (joint 9)."""
    desk = request.desk
    given = request.GET.dict()
    seen = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    news = find_news(desk.business.id, dates_of(given, _today(desk)), seen)
    if not news.is_changed:
        return HttpResponseNotModified(headers={"ETag": f'"{news.mark}"'})
    answer = HttpResponse(drawn_days(desk, asked_of(given, desk, _today(desk))), content_type="application/json")
    answer["ETag"], answer["Cache-Control"] = f'"{news.mark}"', "private, no-cache"
    return answer


def _today(desk: DeskContext) -> date:
    return desk.now.astimezone(ZoneInfo(desk.business.timezone)).date()


def _offset(desk: DeskContext) -> str:
    """The zone of the business now, as the script takes it: "+01:00"; for the line that shows what time it is."""
    return desk.now.astimezone(ZoneInfo(desk.business.timezone)).isoformat()[-6:]
