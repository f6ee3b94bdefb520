"""When is the chosen service free? Availability, as the pages of booking and moving show it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.access.queries import get_policy
from kartotek.domain.booking.queries import get_availability
from kartotek.domain.booking.values.availability import Availability, ForWhom
from kartotek.web.kit.choices import Choice
from kartotek.web.kit.public import PublicContext
from kartotek.web.kit.refusals import closed_employees
from kartotek.web.kit.weeks import STRIP_DAYS, Looked, Week, week_of

FAR_DAYS = 62  # as far as availability answers at once


def first_starts(public: PublicContext, choice: Choice, *, days: int) -> dict[int, datetime]:
    """The first free start of each person within so many days."""
    today = _today(public)
    found: dict[int, datetime] = {}
    for day in _free(public, choice, today, today + timedelta(days=days - 1), None).days:
        for slot in day.slots:
            for employee_id in slot.employee_ids:
                found.setdefault(employee_id, slot.starts_at)
    return found


def week(public: PublicContext, choice: Choice, wished: str) -> Week:
    """The seven days around the wished date (“2026-11-12”), or around the first free one.

    Where the strip shows nothing free, the page names the next free day; so without a wish, or when the wished week
    is empty, one looks as far ahead as availability answers.
    """
    today = _today(public)
    last_on = today + timedelta(days=get_policy(business=public.business).horizon_days)
    wished_on = _date(wished)
    if wished_on is not None:
        wished_on = min(max(wished_on, today), last_on)
        first = today + timedelta(days=(wished_on - today).days // STRIP_DAYS * STRIP_DAYS)
        shown = _looked(public, choice, Looked(today, last_on, first, {}), STRIP_DAYS)
        if any(shown.starts.values()):
            return week_of(shown, wished_on, choice.starts_at)
    else:
        first = today
    return week_of(_looked(public, choice, Looked(today, last_on, first, {}), FAR_DAYS), wished_on, choice.starts_at)


def _looked(public: PublicContext, choice: Choice, at: Looked, days: int) -> Looked:
    employee_id = None if choice.employee is None else choice.employee.id
    found = _free(public, choice, at.from_on, at.from_on + timedelta(days=days - 1), employee_id)
    starts = {day.on: [slot.starts_at for slot in day.slots] for day in found.days}
    return Looked(at.today, at.last_on, at.from_on, starts)


def _free(public: PublicContext, choice: Choice, from_on: date, to_on: date, employee_id: int | None) -> Availability:
    return get_availability(
        business=public.business,
        service_id=choice.offered.service.id,
        employee_id=employee_id,
        dates=(from_on, to_on),
        now=public.now,
        whom=ForWhom(closed_employees(public, choice), choice.own_minutes),
    )


def _today(public: PublicContext) -> date:
    return public.now.astimezone(ZoneInfo(public.business.timezone)).date()


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
