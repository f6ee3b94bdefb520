"""What does the calendar show of some days, with what the front desk must know of each customer? Six queries."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import State
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries.classes import list_sessions_between
from kartotek.domain.booking.queries.days import list_closings, list_day_bookings
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.booking.values.classes import SessionFilters
from kartotek.domain.booking.values.days import DayBooking
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.overview.values import CalendarDays, CalendarLine


def get_calendar(
    *, business: BusinessLike, viewer: Actor, dates: tuple[date, date], employee_ids: Collection[int], now: datetime
) -> CalendarDays:
    """The local dates (both included) of these employees, as the viewer may see them."""
    bookings = list_day_bookings(business=business, viewer=viewer, dates=dates, employee_ids=employee_ids)
    sessions = list_sessions_between(business=business, filters=SessionFilters(*dates))
    closings = list_closings(business=business, dates=dates, employee_ids=employee_ids)
    shown = tuple(session for session in sessions if session.employee_id in employee_ids)
    return CalendarDays(_lines(bookings, business, now), shown, tuple(closings))


def _lines(bookings: list[DayBooking], business: BusinessLike, now: datetime) -> tuple[CalendarLine, ...]:
    policy = get_policy(business=business)
    limits = {one.customer_id: one.own_limit for one in bookings if one.customer_id is not None}
    known = {}
    for customer_id, facts in facts_of(limits, business=business, policy=policy, now=now).items():
        known[customer_id] = decide(replace(facts, is_proven=True), policy, now).state, facts.tags
    nobody = State.OPEN, ()
    return tuple(CalendarLine(one, *known.get(one.customer_id or 0, nobody)) for one in bookings)
