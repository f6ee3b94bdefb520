"""What stands in a calendar feed? Built from bookings and reminders, by a number of queries that does not grow."""

from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Event

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.booking.queries.feeds import get_feed_owner, list_for_feed
from kartotek.domain.booking.queries.ics import calendar_of, event_of
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.calendars import FEED_PAST, MOST_COMING, MOST_PAST, FeedKind
from kartotek.domain.businesses.queries import get_actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.queries import find_employee_of, get_employee
from kartotek.domain.customers.queries import get_customer, get_customers
from kartotek.domain.reminders.queries.feeds import list_dates_to_come, list_fired
from kartotek.domain.reminders.values.feeds import DatedReminder
from kartotek.kernel.errors import NotFound

# A reminder may come for ever; a calendar needs no more of it than this.
REMINDERS_AHEAD: Final = timedelta(days=366)
# A moment is hard to see in a calendar, and to click.
_AS_LONG_AS: Final = timedelta(minutes=15)


def get_feed(kind: str, token: str, *, business: BusinessLike, now: datetime) -> bytes:
    """text/calendar of the feed under this address; NotFound for one that is none, or whose owner was put away."""
    owner = get_feed_owner(kind, token)
    if owner.kind is FeedKind.CUSTOMER:
        return _of_customer(owner.id, business, now)
    if owner.kind is FeedKind.EMPLOYEE:
        return _of_employee(owner.id, business, now)
    return _of_staff(get_actor(owner.id), business, now)


def _of_customer(customer_id: int, business: BusinessLike, now: datetime) -> bytes:
    if get_customer(customer_id, viewer=SYSTEM).is_archived:
        raise NotFound
    events = [_for_customer(one, business) for one in list_for_feed(customer_id=customer_id, now=now)]
    return calendar_of(events, feed=business.name)


def _of_employee(employee_id: int, business: BusinessLike, now: datetime) -> bytes:
    employee = get_employee(employee_id)
    if employee.is_archived:
        raise NotFound
    events = [_for_staff(one, business) for one in list_for_feed(employee_id=employee_id, now=now)]
    return calendar_of(events, feed=f"{employee.name}, {business.name}")


def _of_staff(member: Actor, business: BusinessLike, now: datetime) -> bytes:
    fired = list_fired(viewer=member, since=now - FEED_PAST, most=MOST_PAST)
    coming = list_dates_to_come(viewer=member, business=business, until=now + REMINDERS_AHEAD, most=MOST_COMING)
    events = [_reminder(one, business) for one in (*reversed(fired), *coming)]
    employee = find_employee_of(member.id or 0)
    if employee is not None:
        bookings = list_for_feed(employee_id=employee.id, now=now)
        known = _known_to(member, bookings)
        events += [_for_staff(one, business, is_named=one.customer_id in known) for one in bookings]
    return calendar_of(events, feed=f"{member.name}, {business.name}")


def _known_to(member: Actor, bookings: list[BookingItem]) -> set[int]:
    """The customers an inspector may know of; everybody else sees all (S41)."""
    wanted = {one.customer_id for one in bookings}
    if member.area_ids is None:
        return wanted
    return {card.id for card in get_customers(sorted(wanted), viewer=member)}


def _for_customer(booking: BookingItem, business: BusinessLike) -> Event:
    """As she was told of it; nothing internal (S15)."""
    event = event_of(booking, business, now=_stamp(booking))
    event.add("description", booking.employee_name)
    return event


def _for_staff(booking: BookingItem, business: BusinessLike, *, is_named: bool = True) -> Event:
    """What is done for whom; not named: that the time is taken (S41). No notes and no phone: whoever keeps the calendar
    need not learn them.
    """
    named = f"{booking.service_name}, {booking.customer_name}"
    return event_of(booking, business, now=_stamp(booking), summary=named if is_named else business.name)


def _stamp(booking: BookingItem) -> datetime:
    """Not the moment of asking: the same facts are the same bytes, and are not sent twice."""
    return booking.closed_at or booking.created_at


def _reminder(one: DatedReminder, business: BusinessLike) -> Event:
    """One date; it takes no time, and nobody is kept from booking by it."""
    event = Event()
    event.add("uid", f"reminder-{one.reminder_id}-{one.on:%Y%m%d}@{business.slug}.kartotek")
    event.add("dtstamp", one.made_at.astimezone(UTC))
    event.add("sequence", one.version - 1)
    event.add("dtstart", one.at.astimezone(UTC))
    event.add("dtend", (one.at + _AS_LONG_AS).astimezone(UTC))
    event.add("summary", f"{one.name}, {one.customer}" if one.customer else one.name)
    if one.text:
        event.add("description", one.text)
    event.add("transp", "TRANSPARENT")
    return event
