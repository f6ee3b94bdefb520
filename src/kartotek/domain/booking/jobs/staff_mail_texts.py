"""What do the e-mails to staff say? In the language of each person, with the names of her own colleagues' calendars.

They carry names, times and what the customer wrote; nothing of the card itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext, ngettext

from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.staff_news import NewsBooking
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.values import Text
from kartotek.domain.messaging.values.staff_mail import Recipient, StaffNews
from kartotek.kernel.written_dates import date_in_words, moment_in_words, time_of_day
from kartotek.plumbing.addresses import absolute


@dataclass(frozen=True)
class Letterhead:
    """For whom, and whose clocks and addresses count."""

    business: BusinessLike
    person: Recipient

    @property
    def zone(self) -> ZoneInfo:
        """The clocks of the business."""
        return ZoneInfo(self.business.timezone)

    def moment(self, at: datetime) -> str:
        """Date and time in words."""
        return moment_in_words(at, self.person.language, self.zone)

    def address(self, path: str) -> str:
        """The whole address of a page of the desk."""
        return absolute(f"/desk/{self.business.slug}/{path}")


def news_text(news: StaffNews, bookings: Sequence[NewsBooking], head: Letterhead) -> Text:
    """A visit that a customer made or cancelled online; the bookings are those the person may know of."""
    with translation.override(head.person.language):
        first = bookings[0]
        subject, said = _said(news, first)
        what = {"customer": first.customer, "moment": head.moment(first.starts_at)}
        lines = [said % what, "", *(_booked(booking, head) for booking in bookings)]
        lines += ["", *words] if (words := _words_of_customer(news, first)) else []
        lines += ["", gettext("See it: %(url)s") % {"url": head.address(f"bookings/{first.id}/")}]
        return Text(subject % what, "\n".join([*lines, *_foot(head)]))


def overview_text(bookings: Sequence[NewsBooking], on: date, head: Letterhead) -> Text:
    """The bookings of a day."""
    with translation.override(head.person.language):
        numbers = {"n": len(bookings), "date": date_in_words(on, head.person.language)}
        subject = ngettext("%(date)s: %(n)s booking", "%(date)s: %(n)s bookings", len(bookings)) % numbers
        lines = [subject, "", *(_overview_line(booking, head) for booking in bookings)]
        lines += ["", gettext("The day: %(url)s") % {"url": head.address("")}]
        return Text(subject, "\n".join([*lines, *_foot(head)]))


def _said(news: StaffNews, booking: NewsBooking) -> tuple[str, str]:
    if news is StaffNews.CANCELLATIONS:
        return gettext("Cancelled: %(customer)s, %(moment)s"), gettext("%(customer)s has cancelled online.")
    if booking.status is Status.PENDING:
        return (
            gettext("Waits for approval: %(customer)s, %(moment)s"),
            gettext("%(customer)s has asked for this online. It waits for your approval."),
        )
    return gettext("New booking: %(customer)s, %(moment)s"), gettext("%(customer)s has booked online.")


def _booked(booking: NewsBooking, head: Letterhead) -> str:
    on = date_in_words(booking.starts_at.astimezone(head.zone).date(), head.person.language)
    return f"{on}, {_times(booking, head)}\n{_what(booking, head)}"


def _overview_line(booking: NewsBooking, head: Letterhead) -> str:
    waits = f" ({gettext('waits for approval')})" if booking.status is Status.PENDING else ""
    return f"{_times(booking, head)}  {booking.customer}, {_what(booking, head)}{waits}"


def _times(booking: NewsBooking, head: Letterhead) -> str:
    return f"{time_of_day(booking.starts_at, head.zone)}–{time_of_day(booking.ends_at, head.zone)}"


def _what(booking: NewsBooking, head: Letterhead) -> str:
    if head.person.is_own_only:
        return booking.service
    return gettext("%(service)s with %(employee)s") % {"service": booking.service, "employee": booking.employee}


def _words_of_customer(news: StaffNews, booking: NewsBooking) -> list[str]:
    said = booking.cancel_reason if news is StaffNews.CANCELLATIONS else booking.note
    return [gettext("The customer writes: %(text)s") % {"text": said}] if said else []


def _foot(head: Letterhead) -> list[str]:
    url = head.address("my-notices/")
    return [
        "",
        "-- ",
        gettext("%(business)s. You chose this e-mail yourself; change it under My notices: %(url)s")
        % {"business": head.business.name, "url": url},
    ]
