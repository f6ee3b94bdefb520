"""What became of a series: the dates that are booked, and those that are not, each with its reason and a way on."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.booking.values.series import BookedSeries, Missed
from kartotek.kernel.periods import local_date
from kartotek.web.desk.bookings.choosing import Choices
from kartotek.web.kit import dates, errors
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.warnings import warnings_of


@dataclass(frozen=True)
class Left:
    """A date that is not booked: why, and where it can be booked otherwise."""

    at: datetime
    why: str
    url: str


def told(request: DeskRequest, choices: Choices, then: str, series: BookedSeries) -> HttpResponse:
    """The page after a series was booked; `then`: which services follow the first, as the address has it."""
    desk = request.desk
    customer = series.bookings[0]
    visits = {one.visit: one for one in reversed(series.bookings)}
    first = [one.service_name for one in series.bookings if one.visit == customer.visit]
    context = {
        "customer_name": customer.customer_name,
        "customer_id": customer.customer_id,
        "service_name": ", ".join(first),
        "booked": [(one, desk.url("bookings:booking", one.id)) for one in reversed(visits.values())],
        "left": [_left(one, customer.customer_id, choices, then, desk) for one in series.conflicts],
    }
    return render(request, "bookings/series.html", context)


def _left(missed: Missed, customer_id: int, choices: Choices, then: str, desk: DeskContext) -> Left:
    error = missed.error
    if isinstance(error, NeedsOverride | MayNotOverride):
        why = " ".join(warnings_of(error.decision))
    elif isinstance(error, SlotTaken):
        why = gettext("Somebody else has this time.")
    else:
        why = errors.text_of(error)
    on = local_date(missed.starts_at, ZoneInfo(desk.business.timezone))
    known = {
        "customer": customer_id,
        "service": choices.service.id if choices.service else None,
        "employee": choices.employee_id,
        "on": on.isoformat(),
        "at": dates.clock(missed.starts_at),
    }
    query = urlencode({name: value for name, value in known.items() if value})
    return Left(missed.starts_at, why, f"{desk.url('bookings:new')}?{query}{then}")
