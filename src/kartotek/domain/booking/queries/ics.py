"""How does a booking get into a calendar (RFC 5545, RFC 5546)? Times in UTC; the same name for ever, a number that
grows with every change.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.values import CustomerFacts
from kartotek.kernel.contact import address_in_line

_STATUS: Final = {
    Status.PENDING: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.REJECTED: "CANCELLED",
}
_REFRESH: Final = timedelta(hours=1)


class Method(StrEnum):
    """What the calendar is to do with it."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def event_of(
    booking: BookingItem, business: BusinessLike, *, now: datetime, place: str = "", link: str = "", summary: str = ""
) -> Event:
    """One booking; `place` in one line, else the business's own address; `summary` in other words than a customer's."""
    event = Event()
    event.add("uid", f"booking-{booking.id}@{business.slug}.kartotek")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", booking.version - 1)
    event.add("dtstart", booking.starts_at.astimezone(UTC))
    event.add("dtend", booking.ends_at.astimezone(UTC))
    event.add("summary", summary or f"{booking.service_name}, {business.name}")
    event.add("status", _STATUS.get(booking.status, "CONFIRMED"))
    if where := place or address_in_line(business.address_line, business.postcode, business.city):
        event.add("location", where)
    if link:
        event.add("url", link)
    return event


def calendar_of(events: Sequence[Event], method: Method = Method.PUBLISH, *, feed: str = "") -> bytes:
    """The whole file: lines of at most 75 octets, CRLF. A feed has a name, and need not be asked for every minute."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kartotek//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if feed:
        calendar.add("x-wr-calname", feed)
        calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(_REFRESH))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def invite(event: Event, customer: CustomerFacts, business: BusinessLike, organizer: str) -> Event:
    """The same as an invitation: who invites whom. She has agreed already, and is not asked to answer."""
    event.add("organizer", _address(organizer, business.name))
    attendee = _address(customer.email, f"{customer.first_name} {customer.last_name}".strip())
    attendee.params["partstat"] = vText("ACCEPTED")
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    return event


def _address(email: str, name: str) -> vCalAddress:
    made = vCalAddress(f"mailto:{email}")
    made.params["cn"] = vText(name)
    return made
