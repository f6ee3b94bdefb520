"""The small month beside the calendar: how full is each day? Asked for once the page stands, so that no page waits."""

import calendar as weeks_of
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from kartotek.domain.booking.queries.days import list_loads
from kartotek.domain.booking.values.days import DayLoad
from kartotek.web.desk.calendar.asked import asked_of
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

WORDS = ("", pgettext_lazy("load of a day", "light"), _("half full"), pgettext_lazy("load of a day", "busy"), _("full"))
_STEPS = (25, 50, 85)  # up to how many hundredths a day is light, half full, busy


@dataclass(frozen=True)
class Cell:
    """One date of the month, or beside it."""

    on: date
    level: int
    is_out: bool
    url: str

    @property
    def words(self) -> object:
        """How full it is."""
        return WORDS[self.level]


@require_safe
@desk_view()
def month(request: DeskRequest) -> HttpResponse:
    """The month of `?of=` (a date in it), else that of the day that is shown."""
    desk = request.desk
    today = desk.now.astimezone(ZoneInfo(desk.business.timezone)).date()
    asked = asked_of(request.GET.dict(), desk, today)
    of = asked_of({"on": request.GET.get("of", "")}, desk, asked.on).on.replace(day=1)
    rows = weeks_of.Calendar().monthdatescalendar(of.year, of.month)
    who = [one.id for one in asked.shown]
    loads = list_loads(business=desk.business, dates=(rows[0][0], rows[-1][-1]), employee_ids=who)
    levels = {load.on: level_of(load) for load in loads}
    here, this = desk.url("calendar:index"), desk.url("calendar:month")

    def cell(on: date) -> Cell:
        return Cell(on, levels[on], on.month != of.month, f"{here}?{asked.query(on=on)}")

    def address(of: date) -> str:
        return f"{this}?{asked.query()}&{urlencode({'of': of.isoformat()})}"

    context = {
        "of": of,
        "on": asked.on,
        "today": today,
        "weeks": [(week[0].isocalendar().week, [cell(on) for on in week]) for week in rows],
        "earlier": address(of - timedelta(days=1)),
        "later": address(of + timedelta(days=31)),
    }
    return render(request, "calendar/month.html", context)


def level_of(load: DayLoad) -> int:
    """0 for nothing booked, 1 light to 4 full."""
    if not load.taken_minutes:
        return 0
    share = 100 if not load.open_minutes else 100 * load.taken_minutes // load.open_minutes
    return 1 + sum(share > step for step in _STEPS)
